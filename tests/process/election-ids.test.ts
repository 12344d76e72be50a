import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Crosswalk } from '../../engine/model/desk.ts'
import { resultKey } from '../../engine/model/ids.ts'
import { electionIds } from '../../engine/process/election-ids.ts'
import { contest, record, state, wake } from '../conformance/results-samples.ts'

const crosswalk: Crosswalk = {
  contests: { president: contest },
  units: { 'county-92': wake, nc: state },
  selections: { [contest]: { h: 'harris' } },
}

test('a record is read in the ids of the election: contest, unit, the unit above and selections', () => {
  const theirs = record('county-92', 10, 'nc')
  const given = {
    ...theirs,
    contest: { ...theirs.contest, id: 'president' },
    selections: theirs.selections.map((one) => ({ ...one, id: 'h' })),
    suppressed: [{ id: 'h', name: 'Kamala D. Harris', writeIn: false }],
  }
  expect(electionIds(crosswalk).record(given)).toEqual({
    ...record(wake, 10, state),
    unit: { ...theirs.unit, id: wake, within: state },
    suppressed: [{ id: 'harris', name: 'Kamala D. Harris', writeIn: false }],
  })
})

test('what the crosswalk does not name is the same, and a feed without one has the ids of the election', () => {
  const plain = record('elsewhere', 10)
  expect(electionIds(crosswalk).record(plain)).toEqual(plain)
  expect(electionIds(undefined).record(plain)).toBe(plain)
  // Names of JavaScript's own are names like others.
  expect(electionIds(crosswalk).ours(resultKey('constructor', 'toString'))).toBe('constructor|toString')
})

test('a key of the feed is the same again after there and back', () => {
  const contests = fc.constantFrom('president', 'senate')
  const units = fc.constantFrom('county-92', 'nc', 'elsewhere')
  fc.assert(
    fc.property(contests, units, (one, unit) => {
      const ids = electionIds(crosswalk)
      const key = resultKey(one, unit)
      expect(ids.theirs(ids.ours(key))).toBe(key)
    }),
  )
  expect(electionIds(crosswalk).ours(resultKey('president', 'county-92'))).toBe(resultKey(contest, wake))
})
