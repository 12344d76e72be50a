import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
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

describe('a unit that the crosswalk reads as', () => {
  const district = `${state}/district:2`
  const [all, first] = [`${wake}/precinct:all`, `${wake}/precinct:1`]
  const placed = (units: Crosswalk['units'], id: string, within: string, feedUnit = wake) => {
    const ids = electionIds({ contests: {}, units, selections: {} })
    const { unit } = ids.record(record(id, 10, within))
    return { within: unit.within, type: unit.type, way: ids.wayAbove({ id, within }, feedUnit) }
  }

  test('what the feed has around it lies in what contains that', () => {
    const units = { [all]: wake }
    expect(placed(units, all, wake)).toEqual({ within: state, type: 'county', way: [] })
    expect(placed(units, all, wake, state)).toEqual({ within: state, type: 'county', way: [state] })
    // Others of the feed lie where they lay.
    expect(placed(units, first, wake)).toEqual({ within: wake, type: 'precinct', way: [wake] })
    const part = `${all}/split:1`
    expect(placed(units, part, all, state)).toEqual({ within: wake, type: 'split', way: [wake, state] })
  })

  test('one that is around what the feed has around it lies in none of its own parts', () => {
    expect(placed({ [first]: wake }, first, `${wake}/ward:2`)).toMatchObject({ within: state, way: [] })
    const units = { [first]: wake, ward: `${wake}/ward:2` }
    expect(placed(units, first, 'ward')).toMatchObject({ within: state, way: [] })
    // Nobody knows what contains it.
    expect(placed({ all: 'city' }, 'all', 'city', 'city')).toMatchObject({ within: undefined, way: [] })
  })

  test('another lies where its id says, unless the feed says more than its own', () => {
    const units = { 'p-1': first, [`${state}/county:x/precinct:1`]: first }
    expect(placed(units, 'p-1', state, state)).toMatchObject({ within: wake, way: [wake, state] })
    expect(placed(units, `${state}/county:x/precinct:1`, `${state}/county:x`, state)).toMatchObject({
      within: wake,
      way: [wake, state],
    })
    expect(placed(units, 'p-1', district, state)).toMatchObject({ within: district, way: [district, state] })
    expect(placed({ ...units, d: district }, 'p-1', 'd', state)).toMatchObject({ within: district })
  })
})

test('an id of the feed is hidden where another reads as what it would be', () => {
  const ids = electionIds({ contests: {}, units: { [`${wake}/precinct:all`]: wake }, selections: {} })
  expect(ids.isHidden(resultKey(contest, wake))).toBe(true)
  expect(ids.isHidden(resultKey(contest, `${wake}/precinct:all`))).toBe(false)
  expect(electionIds(undefined).isHidden(resultKey(contest, wake))).toBe(false)
})
