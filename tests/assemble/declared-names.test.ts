import { expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import type { CountLine } from '../../engine/model/count-line.ts'
import { election, state } from '../helpers/examined.ts'

const measure = { id: 'wa/initiative-1631', names: ['Initiative 1631', 'State Measures Initiative 1631'] }
const line = (name: string, county: string, place: string): CountLine => ({
  value: {
    contest: { name },
    unit: { id: `${state}/county:${county}` },
    selection: { name: 'Yes' },
    votes: { total: 1 },
  },
  place,
})

function assembled(...names: readonly string[]): readonly string[] {
  const gathered = assembler({ ...election, contests: [measure] }, state)
  for (const [index, name] of names.entries()) gathered.add([line(name, `c${index}`, `L${index + 1}`)], 'a')
  return gathered.finish().results.map(({ record }) => `${record.contest.id} ${record.contest.name}`)
}

test('names that the election declares to mean one contest are one, and the first that comes counts', () => {
  expect(assembled('State Measures Initiative 1631', 'Initiative  1631')).toEqual([
    'wa/initiative-1631 State Measures Initiative 1631',
    'wa/initiative-1631 State Measures Initiative 1631',
  ])
})

test('names that only make the same id are still two contests', () => {
  expect(() => assembled('Commissioner #1', 'Commissioner 1')).toThrow(
    expect.objectContaining({ code: 'ASSEMBLE_NAMES_COLLIDE', place: 'L2' }),
  )
})
