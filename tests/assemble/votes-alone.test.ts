import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AssembleOptions, assembler } from '../../engine/assemble/assemble.ts'
import { keptResults } from '../../engine/assemble/kept-results.ts'
import type { KeptRow } from '../../engine/assemble/kept-row.ts'
import { digest } from '../../engine/diff/digest.ts'
import type { CountLineValue, LineVotes } from '../../engine/model/count-line.ts'
import type { Election } from '../../engine/model/election.ts'

const unit = 'ocd-division/country:us/state:zz'
const election = { id: 'zz-2024', contests: [] } as unknown as Election

const maybe = <Value>(value: fc.Arbitrary<Value>, often = 1) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 6 }, { arbitrary: value, weight: often })
const count = fc.oneof(
  { arbitrary: fc.nat(30), weight: 40 },
  { arbitrary: fc.constant('suppressed' as const), weight: 1 },
  { arbitrary: fc.constant(Number.MAX_SAFE_INTEGER), weight: 1 },
)
const votes = fc.record(
  { total: count, election_day: count, early: count, absentee_mail: count, write_in: count, other: count },
  { requiredKeys: [] },
) as fc.Arbitrary<LineVotes>
const selectionId = fc.constantFrom('ada', 'bo')
const selection = fc.record({
  id: maybe(selectionId),
  name: fc.constantFrom('Ada', 'Bo', 'Cy', 'Dee', 'Eve', 'Fay', 'Gus', 'Hal', 'Ivo'),
  party: maybe(fc.constantFrom('Green', ' Green ', '  '), 6),
  write_in: maybe(fc.boolean(), 4),
  order: maybe(fc.nat(3)),
})
const line = fc.record({
  contest: fc.record({
    id: fc.constantFrom('zz/mayor', 'zz/judge'),
    name: maybe(fc.constant('Mayor'), 40),
    type: maybe(fc.constantFrom('candidate', 'retention')),
    votes_allowed: maybe(fc.constantFrom(1, 2)),
  }),
  unit: fc.record({ type: fc.constant('precinct'), name: fc.constantFrom('North', 'South') }),
  selection: maybe(fc.oneof({ arbitrary: selection, weight: 30 }, fc.record({ id: selectionId })), 90),
  votes: maybe(votes, 90),
  ballots: maybe(fc.record({ cast: fc.nat(40) })),
  reporting: maybe(fc.record({ units_reporting: fc.nat(1), units_total: fc.constant(1) })),
})
/** Members that are not there are left out, as mappings do. */
const said = (one: object): CountLineValue => JSON.parse(JSON.stringify(one)) as CountLineValue

const says = (assembled: () => ReturnType<ReturnType<typeof assembler>['finish']> | undefined): string => {
  try {
    const { results = [], unnamed } = assembled() ?? {}
    return JSON.stringify([results.map(({ key, record, locators }) => ({ key, record, locators })), unnamed])
  } catch {
    return 'in error'
  }
}

test('what is made of votes alone is what a draft of the same rows holds', () => {
  const options: fc.Arbitrary<AssembleOptions> = fc.constantFrom({}, { repeated: 'add' })
  let sound = 0
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), options, (made, by) => {
      const values = made.map(said)
      const whole = assembler(election, unit, by)
      const body = { origin: 'rows.csv', order: 0, placeOf: (at: number) => `L${at}` }
      const rows = values.map(
        (value, index): KeptRow => ({
          said: value,
          body,
          index,
          line: index + 1,
          results: undefined,
        }),
      )
      const kept = keptResults(election, unit, by, digest)
      const none: readonly KeptRow[] = []
      const again = says(() =>
        kept.assemble({ removed: none, added: rows, turned: none, moved: none, backwards: () => none }),
      )
      // What is no figure of a contest in a unit is not for rows that are kept.
      if (again === '[[],null]') return
      const plain = says(() => {
        whole.add(
          values.map((value, index) => ({ value, place: `L${index + 1}` })),
          body.origin,
        )
        return whole.finish()
      })
      if (plain !== 'in error' && values.length > 1) sound += 1
      expect(again).toBe(plain)
    }),
    { numRuns: 2_000 },
  )
  expect(sound).toBeGreaterThan(200)
})
