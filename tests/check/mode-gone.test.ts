import { expect, test } from 'vitest'
import { modeGone } from '../../engine/check/mode-gone.ts'
import { ask, county, election, examined, inShort, type Said } from '../helpers/examined.ts'

const elm = (ada: Readonly<Record<string, number>> & { readonly total: number }): Said => ({
  unit: county('elm'),
  votes: { ada, ben: { total: 300, early: 100, electionDay: 200 } },
})
const whole = elm({ total: 500, early: 70, electionDay: 430 })

test('a mode that stood and is not reported any more is held, though the total did not fall', () => {
  const doubts = ask(modeGone, examined([elm({ total: 500, early: 70 })], [whole]))
  expect(inShort(doubts)).toEqual([`CHECK_MODE_GONE ${county('elm')}`])
  expect(doubts[0]?.reason).toBe(
    'elm, mn/president: votes stood before and are missing now: ada, election day (430)',
  )
  expect(ask(modeGone, examined([elm({ total: 900 })], [whole]))[0]?.reason).toMatch(
    /ada, early \(70\), ada, election day \(430\)$/,
  )
})

test('a mode with few votes may be withheld, zero is a figure, and what never stood is not missed', () => {
  const few = elm({ total: 500, early: 490, electionDay: 10 })
  expect(ask(modeGone, examined([elm({ total: 500, early: 490 })], [few]))).toEqual([])
  expect(
    ask(modeGone, examined([elm({ total: 500, early: 490 })], [few]), { at_most: '9 votes' }),
  ).toHaveLength(1)
  expect(ask(modeGone, examined([elm({ total: 500, early: 70, electionDay: 0 })], [whole]))).toEqual([])
  expect(ask(modeGone, examined([whole], [elm({ total: 500 })]))).toEqual([])
  expect(
    ask(modeGone, examined([{ unit: county('elm'), votes: { ben: 300 } }], [elm({ total: 1 })])),
  ).toHaveLength(1)
})

test('a stage in which modes may go is named, and so is a unit', () => {
  const shown = examined([elm({ total: 500 })], [whole], {
    election: { ...election, stages: [{ name: 'canvass', from: '2020-11-04T00:00:00Z' }] },
  })
  expect(ask(modeGone, shown, { stages: ['certified'] })).toHaveLength(1)
  expect(ask(modeGone, shown, { stages: ['canvass'] })).toEqual([])
  const because = 'the office never reports its modes after the night'
  expect(ask(modeGone, shown, { except: [{ unit: county('elm'), because }] })).toEqual([])
  expect(ask(modeGone, shown, { except: [{ unit: county('oak'), because }] })).toHaveLength(1)
})
