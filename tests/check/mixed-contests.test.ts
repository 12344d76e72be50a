import { expect, test } from 'vitest'
import { mixedContests } from '../../engine/check/mixed-contests.ts'
import { ask, county, examined, inShort, type Said } from '../helpers/examined.ts'

const governor = (unit: string, more: Readonly<Record<string, number>> = {}): Said => ({
  unit: county(unit),
  contest: 'mn/governor',
  votes: { ada: 50, ben: 40, ...more },
})
const auditor = (unit: string): Said => ({
  unit: county(unit),
  contest: 'mn/auditor',
  votes: { cy: 30, di: 20 },
})

test('a title that is missing in one unit is seen by the units that have it', () => {
  const shown = examined([governor('elm'), auditor('elm'), governor('oak', { cy: 30, di: 20 })])
  const doubts = ask(mixedContests, shown)
  expect(inShort(doubts)).toEqual([`CHECK_MIXED_CONTESTS ${county('oak')}`])
  expect(doubts[0]?.keys).toEqual([`mn/governor|${county('oak')}`])
  expect(doubts[0]?.reason).toBe(
    'oak, mn/governor: it has the selections of mn/auditor, too, which this unit lacks and others have apart',
  )
  const because = 'candidates of both offices stand in one contest there'
  expect(ask(mixedContests, shown, { except: [{ unit: county('oak'), because }] })).toEqual([])
})

test('selections that differ by unit, write-ins and a unit that has the other contest as well are nothing unusual', () => {
  const elm = [governor('elm'), auditor('elm')]
  expect(ask(mixedContests, examined([...elm, governor('oak', { cy: 30 })]))).toEqual([])
  expect(ask(mixedContests, examined([...elm, governor('oak', { cy: 30, di: 20, eve: 1 })]))).toEqual([])
  expect(ask(mixedContests, examined([...elm, governor('oak', { cy: 30, di: 20 }), auditor('oak')]))).toEqual(
    [],
  )
  const noes = { ...auditor('ash'), votes: { di: 20 } }
  expect(ask(mixedContests, examined([...elm, noes, governor('oak', { di: 20 })]))).toEqual([])
  const writeIns = { ...governor('oak', { cy: 30, di: 20 }), writeIns: ['cy', 'di'] }
  expect(ask(mixedContests, examined([...elm, writeIns]))).toEqual([])
})
