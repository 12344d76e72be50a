import { describe, expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import type { ResultRecord } from '../../engine/model/result.ts'
import { county, election, state } from '../helpers/examined.ts'

const anoka = { contest: { id: 'mn/sheriff' }, unit: { id: county('anoka') } }
const votes = (id: string, cast: NonNullable<CountLineValue['votes']>, more: CountLineValue = {}) => ({
  ...anoka,
  selection: { id },
  votes: cast,
  ...more,
})

/** Assembles lines, each at the place L1, L2, … of a file. */
function assembled(...values: readonly CountLineValue[]) {
  const gathered = assembler(election, state)
  for (const [index, value] of values.entries()) gathered.add([{ value, place: `L${index + 1}` }], 'a.csv')
  return gathered.finish()
}
const recordOf = (...values: readonly CountLineValue[]): ResultRecord | undefined =>
  assembled(...values).results[0]?.record

describe('votes', () => {
  test('a total that the source gives is never touched, whatever its modes come to', () => {
    const record = recordOf(votes('smith', { total: 10, early: 3, absentee_mail: 4 }))
    expect(record?.selections[0]?.votes).toEqual({ total: 10, early: 3, absenteeMail: 4 })
  })

  test('a total that it does not give is the sum of the modes, in whichever lines they come', () => {
    const record = recordOf(votes('smith', { early: 3 }), votes('smith', { election_day: 4 }))
    expect(record?.selections[0]?.votes).toEqual({ total: 7, early: 3, electionDay: 4 })
  })

  test('a figure that comes twice is a collision, even the same', () => {
    expect(() => assembled(votes('smith', { total: 10 }), votes('smith', { total: 10 }))).toThrow(
      expect.objectContaining({ code: 'ASSEMBLE_COLLISION', place: 'L2' }),
    )
  })

  test('selections stand in the order of the file, or in the order that it gives', () => {
    const ids = (record: ResultRecord | undefined) => record?.selections.map(({ id }) => id)
    expect(ids(recordOf(votes('b', { total: 1 }), votes('a', { total: 2 })))).toEqual(['b', 'a'])
    const ordered = (id: string, order: number) => ({ ...votes(id, { total: 1 }), selection: { id, order } })
    expect(ids(recordOf(ordered('b', 2), ordered('a', 1)))).toEqual(['a', 'b'])
  })

  test('one id, one name: two selections are not added to each other', () => {
    const named = (name: string) => ({ ...votes('1', { total: 1 }), selection: { id: '1', name } })
    expect(() => assembled(named('Smith'), named('Jones'))).toThrow(
      expect.objectContaining({ code: 'ASSEMBLE_NAMES_COLLIDE', place: 'L2' }),
    )
  })
})

describe('ballots and progress', () => {
  test('may come with every row, as long as they are the same', () => {
    const facts = { ballots: { cast: 20 }, reporting: { units_reporting: 1, units_total: 2 } }
    const record = recordOf(votes('a', { total: 1 }, facts), votes('b', { total: 2 }, facts))
    expect(record).toMatchObject({ ballots: { cast: 20 }, reporting: { unitsReporting: 1, unitsTotal: 2 } })
  })

  test('two values of one figure are a collision', () => {
    const cast = (count: number) => ({ ballots: { cast: count } })
    expect(() => assembled(votes('a', { total: 1 }, cast(20)), votes('b', { total: 2 }, cast(21)))).toThrow(
      expect.objectContaining({ code: 'ASSEMBLE_COLLISION', place: 'L2' }),
    )
  })

  test('what is said of a unit holds for its contests that do not say it themselves', () => {
    const unitOnly = { unit: anoka.unit, ballots: { registered: 120 } }
    const own = votes('a', { total: 1 }, { ballots: { cast: 20 } })
    expect(recordOf(unitOnly, own)?.ballots).toEqual({ cast: 20, registered: 120 })
    expect(recordOf(own, unitOnly)?.ballots).toEqual({ cast: 20, registered: 120 })
  })

  test('two lines that contradict each other about a unit are a collision too', () => {
    const unitOnly = (cast: number) => ({ unit: anoka.unit, ballots: { cast } })
    expect(() => assembled(unitOnly(99), votes('a', { total: 1 }), unitOnly(98))).toThrow(
      expect.objectContaining({
        code: 'ASSEMBLE_COLLISION',
        place: 'L3',
        message: '"all contests" in anoka: ballots cast is given twice: 99 at L1, and here 98.',
      }),
    )
    expect(recordOf(unitOnly(99), votes('a', { total: 1 }), unitOnly(99))?.ballots).toEqual({ cast: 99 })
  })

  test.each([
    [2, 2, 'unofficial-complete'],
    [1, 2, 'unofficial-partial'],
    [0, 0, 'unofficial-partial'],
  ])('%i of %i units are %s', (units_reporting, units_total, status) => {
    const record = recordOf(votes('a', { total: 1 }, { reporting: { units_reporting, units_total } }))
    expect(record?.reporting?.status).toBe(status)
  })

  test('what the source calls its count comes before what units say', () => {
    const reporting = { units_reporting: 2, units_total: 2 }
    const record = recordOf(votes('a', { total: 1 }, { reporting }), { capture: { status: 'recount' } })
    expect(record?.reporting?.status).toBe('recount')
  })
})

test('a sum that is too large to be exact is refused, with the place of the first figure', () => {
  expect(() => assembled(votes('a', { early: Number.MAX_SAFE_INTEGER, other: 2 }))).toThrow(
    expect.objectContaining({ code: 'ASSEMBLE_RECORD_INVALID', place: 'a.csv#L1' }),
  )
})

test('results come in the order of their keys, with the places of every figure', () => {
  const elsewhere = { ...votes('a', { total: 5 }), unit: { id: county('aitkin') } }
  const { results } = assembled(votes('a', { early: 1 }), elsewhere, votes('a', { other: 2 }))
  expect(results.map(({ key, locators }) => [key, locators])).toEqual([
    [`mn/sheriff|${county('aitkin')}`, [{ origin: 'a.csv', places: { a: ['L2'] } }]],
    [`mn/sheriff|${county('anoka')}`, [{ origin: 'a.csv', places: { a: ['L1', 'L3'] } }]],
  ])
})
