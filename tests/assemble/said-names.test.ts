import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import { election, state } from '../helpers/examined.ts'

const contest = { id: 'mn/mayor', name: 'Mayor of Harbor' }
const unit = { id: `${state}/county:cook`, name: 'Cook County' }
const selection = { id: 'ada', name: 'Ada Lowe' }

/** One line names all, the others say ids alone. */
const lines: readonly CountLineValue[] = [
  { contest, unit, selection, votes: { early: 3 } },
  {
    contest: { id: contest.id },
    unit: { id: unit.id },
    selection: { id: selection.id },
    votes: { total: 10 },
  },
  { contest: { id: contest.id }, unit: { id: unit.id }, ballots: { cast: 12 } },
  { unit: { id: unit.id }, reporting: { units_total: 4, units_reporting: 4 } },
]

function recordOf(values: readonly CountLineValue[]) {
  const gathered = assembler(election, state)
  for (const [at, value] of values.entries()) gathered.add([{ value, place: `L${at + 1}` }], 'a')
  return gathered.finish().results.map(({ record }) => record)
}

test('a name that one line says holds for all that say the id alone, in whatever order they come', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...lines], { minLength: lines.length }), (some) => {
      expect(recordOf(some)).toMatchObject([
        {
          contest: { id: 'mn/mayor', name: 'Mayor of Harbor' },
          unit: { name: 'Cook County', type: 'county' },
          ballots: { cast: 12 },
          selections: [{ id: 'ada', name: 'Ada Lowe', votes: { early: 3, total: 10 } }],
        },
      ])
    }),
  )
})

test('where no line says a name, it is made of the id', () => {
  const [record] = recordOf(lines.slice(1))
  expect([record?.contest.name, record?.unit.name, record?.selections[0]?.name]).toEqual([
    'mn/mayor',
    'cook',
    'ada',
  ])
})

test.each([
  ['contests', { ...lines[0], contest: { id: contest.id, name: 'Mayor' }, votes: { election_day: 1 } }],
  ['units', { ...lines[0], unit: { id: unit.id, name: 'Cook' }, votes: { election_day: 1 } }],
  ['selections', { ...lines[0], selection: { id: 'ada', name: 'Ada' }, votes: { election_day: 1 } }],
])(
  'two names that are said of one id are still two %s, and an id between them changes nothing',
  (_, other) => {
    expect(() => recordOf([...lines, other as CountLineValue])).toThrow(
      expect.objectContaining({ code: 'ASSEMBLE_NAMES_COLLIDE', place: 'L5' }),
    )
  },
)
