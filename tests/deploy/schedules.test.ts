import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paceWithin } from '../../engine/deploy/firings.ts'
import { schedulesOf } from '../../engine/deploy/schedules.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import type { Schedule } from '../../engine/plan/plan.ts'
import { nextDue } from '../../engine/poll/due.ts'
import { instantText } from '../../engine/time/instant.ts'
import { allTicks, ticksOf } from './event-bridge.ts'

const feed = 'us-nc-precinct' as FeedId
const at = (iso: string): number => Date.parse(iso)
const [second, minute, hour] = [1_000, 60_000, 3_600_000]
const evening = { from: '2024-11-06T00:30:00Z', to: '2024-11-06T08:00:00Z', everyMilliseconds: 15 * second }
const schedule: Schedule = { everyMilliseconds: 15 * minute, windows: [evening] }
const weeksBefore = at('2024-10-01T12:00:00Z')

/** The ticks of the local scheduler in a span, cut to seconds; intervals are those that the day can be divided by. */
function localTicks(name: FeedId, given: Schedule, from: number, to: number): readonly number[] {
  const paced = (one: number) => paceWithin(one / second) * second
  const same: Schedule = {
    everyMilliseconds: paced(given.everyMilliseconds),
    windows: given.windows.map((one) => ({ ...one, everyMilliseconds: paced(one.everyMilliseconds) })),
  }
  const ticks: number[] = []
  for (let last = from - 1; ; last = ticks.at(-1) ?? 0) {
    const next = nextDue(name, same, last, last)
    if (next >= to) return ticks.map((tick) => Math.floor(tick / second) * second)
    ticks.push(next)
  }
}

describe('the schedules of a feed', () => {
  test('are one for each span with a pace of its own: before the window, in it, behind it', () => {
    expect(schedulesOf({ feed, schedule }, weeksBefore)).toEqual([
      {
        name: 'us-nc-precinct.usual',
        expression: 'cron(2/15 * * * ? *)',
        timezone: 'UTC',
        end: '2024-11-06T00:30:00Z',
        ticks: [42],
        everySeconds: 900,
      },
      {
        name: 'us-nc-precinct.20241106T003000',
        expression: 'cron(* * * * ? *)',
        timezone: 'UTC',
        start: '2024-11-06T00:30:00Z',
        end: '2024-11-06T08:00:00Z',
        ticks: [2, 17, 32, 47],
        everySeconds: 15,
      },
      {
        name: 'us-nc-precinct.20241106T080000',
        expression: 'cron(2/15 * * * ? *)',
        timezone: 'UTC',
        start: '2024-11-06T08:00:00Z',
        ticks: [42],
        everySeconds: 900,
      },
    ])
  })

  test('leave out what is over, or is by the time they are made, and one that has begun, or begins while it is deployed, begins at once', () => {
    const names = (iso: string) =>
      schedulesOf({ feed, schedule }, at(iso)).map(({ name, start, end }) => [name.slice(15), start, end])
    const [usual, window, after] = ['usual', '20241106T003000', '20241106T080000']
    expect(names('2024-11-06T00:14:59Z')).toEqual([
      [usual, undefined, evening.from],
      [window, evening.from, evening.to],
      [after, evening.to, undefined],
    ])
    expect(names('2024-11-06T00:15:00Z')).toEqual([
      [window, undefined, evening.to],
      [after, evening.to, undefined],
    ])
    expect(names('2024-11-06T00:30:00Z')).toEqual([
      [window, undefined, evening.to],
      [after, evening.to, undefined],
    ])
    expect(names('2024-11-06T07:44:59Z')).toEqual([
      [window, undefined, evening.to],
      [after, evening.to, undefined],
    ])
    // An end that has passed once the schedule is made is refused; what follows begins at once, so that the feed is polled.
    expect(names('2024-11-06T07:45:00Z')).toEqual([[after, undefined, undefined]])
    expect(names('2024-11-06T08:00:00Z')).toEqual([[after, undefined, undefined]])
  })

  test('keep their names when the window is made longer or faster', () => {
    const longer = { ...evening, to: '2024-11-06T09:00:00Z', everyMilliseconds: 10 * second }
    const names = (one: Schedule) => schedulesOf({ feed, schedule: one }, weeksBefore).map(({ name }) => name)
    expect(names({ ...schedule, windows: [longer] }).slice(0, 2)).toEqual(names(schedule).slice(0, 2))
  })

  test('have names that EventBridge takes, and no two the same, for ids of any length', () => {
    const long = (tail: string) => `us-${'county-'.repeat(13)}${tail}` as FeedId
    const named = [long('a'), long('b'), feed].flatMap((one) =>
      schedulesOf({ feed: one, schedule: { everyMilliseconds: second, windows: [evening] } }, weeksBefore),
    )
    const names = named.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[0-9a-zA-Z-_.]{1,64}$/)
  })

  test('send more than ten ticks a minute in parts of ten', () => {
    const every = schedulesOf({ feed, schedule: { everyMilliseconds: second, windows: [] } }, weeksBefore)
    expect(every.map(({ name }) => name.slice(15))).toEqual([
      'usual',
      ...[2, 3, 4, 5, 6].map((n) => `usual.${n}`),
    ])
    expect(every.flatMap(({ ticks }) => ticks)).toEqual(Array.from({ length: 60 }, (_, n) => n))
  })

  test.each([
    [7, 6],
    [45, 45],
    [60, 60],
    [90, 90],
    [128, 120],
    [7 * 60, 400],
    [45 * 60, 45 * 60],
    [50 * 60, 48 * 60],
    [5 * 3_600, 17_280],
    [86_400, 86_400],
    [7 * 86_400, 86_400],
  ])('a pace of %d seconds becomes %d', (asked, made) => {
    expect(paceWithin(asked)).toBe(made)
  })
})

describe('around a change of the clocks', () => {
  const zone = 'America/New_York'
  const autumn = [at('2024-11-03T04:00:00Z'), at('2024-11-03T08:00:00Z')] as const
  const usual = { everyMilliseconds: 5 * minute, windows: [] }

  test('a feed is polled on, while the hour is repeated', () => {
    const made = schedulesOf({ feed, schedule: usual }, weeksBefore)
    expect(allTicks(made, ...autumn)).toEqual(localTicks(feed, usual, ...autumn))
    expect(allTicks(made, ...autumn)).toHaveLength(48)
  })

  test('which the same expression in its zone would not do', () => {
    const local = schedulesOf({ feed, schedule: usual }, weeksBefore).map((one) => ({
      ...one,
      timezone: zone,
    }))
    expect(allTicks(local, ...autumn)).toHaveLength(36)
  })
})

const paces = fc.oneof(
  fc.integer({ min: 1, max: 120 }),
  fc.integer({ min: 1, max: 120 }).map((minutes) => minutes * 60),
  fc.integer({ min: 1, max: 48 }).map((hours) => hours * 3_600),
)
/** The hours around the end of summer time. */
const begin = at('2024-11-03T00:00:00Z')
const windows = fc
  .record({ from: fc.integer({ min: 0, max: 600 }), length: fc.integer({ min: 1, max: 300 }), every: paces })
  .map(({ from, length, every }) => ({
    from: instantText(begin + from * minute),
    to: instantText(begin + (from + length) * minute),
    everyMilliseconds: every * second,
  }))
const schedules = fc.record({
  everyMilliseconds: paces.map((every) => every * second),
  windows: fc.array(windows, { maxLength: 3 }),
})
const feeds = fc.stringMatching(/^[a-z]{1,8}$/).map((name) => name as FeedId)

describe('for every schedule', () => {
  const span = [begin, begin + 14 * hour] as const

  test('there is a tick at every tick of the local scheduler, and no other but while one span becomes the next', () => {
    fc.assert(
      fc.property(feeds, schedules, (name, given) => {
        const made = schedulesOf({ feed: name, schedule: given }, weeksBefore)
        const local = localTicks(name, given, ...span)
        const ticks = new Set(allTicks(made, ...span))
        expect(local.filter((tick) => !ticks.has(tick))).toEqual([])
        const edges = given.windows.flatMap(({ from, to }) => [at(from), at(to)])
        const ofLocal = new Set(local)
        const others = [...ticks].filter((tick) => !ofLocal.has(tick))
        const longest = Math.max(...made.map((one) => one.ticks.at(-1) ?? 0)) * second
        const isNear = (tick: number) => edges.some((edge) => Math.abs(edge - tick) <= longest)
        expect(others.filter((tick) => !isNear(tick))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('no feed waits longer than its pace asks, and each schedule is one that EventBridge and SQS take', () => {
    fc.assert(
      fc.property(feeds, paces, (name, every) => {
        const usual = { everyMilliseconds: every * second, windows: [] }
        const made = schedulesOf({ feed: name, schedule: usual }, weeksBefore)
        const ticks = allTicks(made, begin, begin + 50 * hour)
        const gaps = ticks.slice(1).map((tick, n) => tick - (ticks[n] ?? 0))
        expect(Math.max(...gaps)).toBeLessThanOrEqual(every * second)
        expect(made.length).toBeLessThanOrEqual(6)
        for (const one of made) {
          expect(one.ticks.length).toBeGreaterThanOrEqual(1)
          expect(one.ticks.length).toBeLessThanOrEqual(10)
          expect(one.ticks).toEqual([...new Set(one.ticks)].toSorted((a, b) => a - b))
          expect(one.ticks.every((delay) => Number.isInteger(delay) && delay >= 0 && delay <= 900)).toBe(true)
          expect(ticksOf(one, begin, begin + 50 * hour).length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 40 },
    )
  })
})
