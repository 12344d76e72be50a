import { afterEach, expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import { recompute } from '../../../engine/process/arbitrate/recompute.ts'
import { writeAlerts } from '../../../engine/register/alert-entries.ts'
import { contest, minute, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, newArbitrating } from './arbitrating.ts'
import { order } from './contenders.ts'
import { a, b, doubt, held, key, says, stands, tells } from './two-feeds.ts'

// What docs/arbitration.md says of what is held below and above: a hold is about its own results, and no others.

const { signal } = new AbortController()
const precincts = ['01', '02'].map((name) => `${wake}/precinct:${name}`) as [string, string]
const [first] = precincts
let desk: Arbitrating
afterEach(() => desk.close())

const open = (...names: readonly string[]): void => {
  desk = newArbitrating({ sources: [{ ...order(...names), freshWithin: 600_000 }] })
}

/** What feed a says of a precinct of Wake. */
const precinct = (unit: string, revision: number, votes: number) =>
  says(a, revision, votes, { unit, within: wake })

/** A rule doubts what feed a says of it. */
const doubted = (unit: string) =>
  writeAlerts(
    desk.ports.register,
    election,
    [{ alert: { ...doubt, key: resultKey(contest, unit) }, from: 0, at: minute(2) }],
    signal,
  )

test('a sum of which all is held by checks goes on counting before a fresh source, marked', async () => {
  open('a', 'b')
  await desk.take(precinct(precincts[0], 1, 50), precinct(precincts[1], 1, 50), says(b, 1, 100))
  await tells(desk, a, minute(2), { holds: [held('h-1', { units: precincts, contests: [contest] })] })
  await desk.take(says(b, 2, 900))
  expect(await stands(desk)).toBe('a 100 [HELD] (PRIORITY)')
  expect((await desk.current(wake))?.envelope.stale[0]?.words).toBe('within: 01, 02')
  await tells(desk, a, minute(3), { holds: [held('h-2', { units: [wake], contests: [contest] })] })
  expect(await stands(desk)).toBe('b 900 (HELD)')
})

test('what checks hold before anything of it was published is missing in a sum that says nothing of it', async () => {
  open('a')
  await tells(desk, a, minute(1), { holds: [held('h-1', { units: [first], contests: [contest] })] })
  await desk.take(precinct(precincts[1], 1, 50))
  expect(await stands(desk)).toBe('a 50')
})

test('a doubt about a sum does not count while parts of it are held', async () => {
  open('a', 'b')
  await desk.take(precinct(precincts[0], 1, 50), precinct(precincts[1], 1, 50), says(b, 1, 100))
  await tells(desk, a, minute(2), { holds: [held('h-1', { units: [first], contests: [contest] })] })
  await doubted(wake)
  await recompute(desk.ports, election, [key], signal)
  expect(await stands(desk)).toBe('a 100 [HELD] (PRIORITY)')
  await tells(desk, a, minute(3))
  expect(await stands(desk)).toBe('b 100 (HELD)')
})

test.each([
  ['still contains what a rule holds below', ['a'], 'a 950'],
  ['is not used where the sum counts first', ['units', 'a'], 'units 100 [HELD] (PRIORITY)'],
])('a total that a feed reports itself %s', async (_, names, expected) => {
  open(...names)
  await desk.take(precinct(precincts[0], 1, 50), precinct(precincts[1], 1, 50), says(a, 1, 100))
  await doubted(first)
  await desk.take(precinct(first, 2, 900), says(a, 2, 950))
  expect(await stands(desk, first)).toBe('a 50 [HELD]')
  expect(await stands(desk)).toBe(expected)
})

test('precincts stand as they are where a rule holds their sum', async () => {
  open('a')
  await desk.take(precinct(precincts[0], 1, 50), precinct(precincts[1], 1, 50))
  await doubted(wake)
  await desk.take(precinct(first, 2, 900))
  expect(await stands(desk, first)).toBe('a 900')
  expect(await stands(desk)).toBe('a 100 [HELD]')
})
