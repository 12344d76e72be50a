import { describe, expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import { planOf, specText } from '../plan/specs.ts'

const { election, unit: state } = planOf(specText())
const contest = { name: 'Mayor' }
const unit = { type: 'precinct', name: '01-01' }
const selection = { name: 'Ada' }

function assembled(...values: readonly CountLineValue[]) {
  const gathered = assembler(election, state)
  gathered.add(
    values.map((value, index) => ({ value, place: `L${index + 1}` })),
    'results.csv',
  )
  return gathered.finish()
}

describe('a control', () => {
  test('is gathered under the ids that results have, and makes no result', () => {
    const total = { type: 'county', name: 'Wake' }
    const { results, controls } = assembled({
      contest,
      unit: total,
      selection,
      control: { of: 'parts', votes: { total: 9, early: 4 } },
    })
    expect(results).toEqual([])
    expect(
      controls.map(({ contest: id, unit: of, selection: who, word, value, place }) => [
        id,
        of,
        who,
        word,
        value,
        place,
      ]),
    ).toEqual([
      ['nc/mayor', `${state}/county:wake`, 'ada', 'total', 9, 'results.csv#L1'],
      ['nc/mayor', `${state}/county:wake`, 'ada', 'early', 4, 'results.csv#L1'],
    ])
  })

  test('that the source withholds says nothing', () => {
    const votes = { total: 'suppressed', early: 4 } as const
    const { controls } = assembled({ contest, unit, control: { of: 'selections', votes } })
    expect(controls.map(({ word, value }) => [word, value])).toEqual([['early', 4]])
  })

  test('may stand in every row of its contest, always the same', () => {
    const line = (votes: number, sum: number, name: string): CountLineValue => ({
      contest,
      unit,
      selection: { name },
      votes: { total: votes },
      control: { of: 'selections', votes: { total: sum } },
    })
    expect(assembled(line(5, 7, 'Ada'), line(2, 7, 'Bob')).controls).toHaveLength(1)
    expect(() => assembled(line(5, 7, 'Ada'), line(2, 8, 'Bob'))).toThrow(
      'The sum for Mayor, 01-01, total is given twice: 7 at results.csv#L1, and here 8.',
    )
  })
})

describe('a figure that the source withholds', () => {
  const withheld = (votes: NonNullable<CountLineValue['votes']>) =>
    assembled(
      { contest, unit, selection, votes },
      { contest, unit, selection: { name: 'Bob' }, votes: { total: 3 } },
    ).results[0]?.record

  test('of a mode is said beside the total', () => {
    expect(withheld({ total: 9, early: 'suppressed' })?.selections[0]).toEqual({
      id: 'ada',
      name: 'Ada',
      writeIn: false,
      votes: { total: 9 },
      suppressed: ['early'],
    })
  })

  test.each([{ total: 'suppressed' as const }, { early: 'suppressed' as const, absentee: 2 }])(
    'of a total takes the selection out of those that have votes: %j',
    (votes) => {
      const record = withheld(votes)
      expect(record?.selections.map(({ id }) => id)).toEqual(['bob'])
      expect(record?.suppressed).toEqual([{ id: 'ada', name: 'Ada', writeIn: false }])
    },
  )
})
