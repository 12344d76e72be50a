import { expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import type { CountLine } from '../../engine/model/count-line.ts'
import { election, state } from '../helpers/examined.ts'

const measure = { id: 'mn/initiative-1631', names: ['Initiative 1631', 'State Measures Initiative 1631'] }
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
    'mn/initiative-1631 State Measures Initiative 1631',
    'mn/initiative-1631 State Measures Initiative 1631',
  ])
})

test('names that only make the same id are still two contests', () => {
  expect(() => assembled('Commissioner #1', 'Commissioner 1')).toThrow(
    expect.objectContaining({ code: 'ASSEMBLE_NAMES_COLLIDE', place: 'L2' }),
  )
})

test.each([
  ['ocd-division/country:us/state:wa/county:king', 'wa/us-president'],
  ['ocd-division/country:us/state:wa', 'wa/us-president'],
  ['ocd-division/country:us/state:ga', 'ga/us-president'],
  ['ocd-division/country:us/state:fl/county:levy', 'fl/levy/president'],
])('a feed of %s that says only "President" means %s', (unit, expected) => {
  const contests = [
    { id: 'wa/us-president', names: ['President'] },
    { id: 'ga/us-president', names: ['President'] },
  ]
  const gathered = assembler({ ...election, contests }, unit)
  gathered.add([line('President', 'c0', 'L1')], 'a')
  expect(gathered.finish().results.map(({ record }) => record.contest.id)).toEqual([expected])
})

test('a contest of the whole country, or of no jurisdiction, is one of all feeds; of two the nearer is meant', () => {
  const named = (id: string) => ({ id, names: ['President'] })
  const idOf = (...ids: readonly string[]): unknown => {
    const gathered = assembler({ ...election, contests: ids.map(named) }, 'ocd-division/country:us/state:fl')
    gathered.add([line('President', 'c0', 'L1')], 'a')
    return gathered.finish().results[0]?.record.contest.id
  }
  expect(idOf('president')).toBe('president')
  expect(idOf('us/president')).toBe('us/president')
  expect(idOf('fl/us-president', 'us/president')).toBe('fl/us-president')
})

test('a hyphen in the id of a contest is the low line in the id of its unit', () => {
  const contests = [{ id: 'wa/walla-walla/mayor', names: ['Mayor'] }]
  const unit = 'ocd-division/country:us/state:wa/county:walla_walla'
  const gathered = assembler({ ...election, contests }, unit)
  gathered.add([line('Mayor', 'c0', 'L1')], 'a')
  expect(gathered.finish().results.map(({ record }) => record.contest.id)).toEqual(['wa/walla-walla/mayor'])
})
