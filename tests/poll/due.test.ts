import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import type { Schedule } from '../../engine/plan/plan.ts'
import { intervalAt, nextDue, openWindows, phaseOf } from '../../engine/poll/due.ts'

const feed = 'us-nc-precinct' as FeedId
const at = (iso: string): number => Date.parse(iso)
const minute = 60_000
const evening: Schedule = {
  everyMilliseconds: 15 * minute,
  windows: [{ from: '2024-11-06T00:30:00Z', to: '2024-11-06T08:00:00Z', everyMilliseconds: 15_000 }],
}

describe('the next poll of a feed', () => {
  test('is due now when it was never polled', () => {
    expect(nextDue(feed, evening, undefined, at('2024-11-05T12:00:00Z'))).toBe(at('2024-11-05T12:00:00Z'))
  })

  test('is one and not many after ticks were missed', () => {
    const last = at('2024-11-05T06:00:00Z')
    const now = at('2024-11-05T12:00:00Z')
    expect(nextDue(feed, evening, last, now)).toBeLessThan(now)
    expect(nextDue(feed, evening, now, now)).toBeGreaterThan(now)
  })

  test('comes within seconds of the opening of a window, although the usual interval is long', () => {
    const opening = at('2024-11-06T00:30:00Z')
    const last = opening - phaseOf(feed, 15_000) - 1
    const due = nextDue(feed, evening, last, last)
    expect(due).toBeLessThan(opening + 15_000)
  })

  test('goes back to the usual pace when the window closes', () => {
    const closing = at('2024-11-06T08:00:00Z')
    const due = nextDue(feed, evening, closing - 1, closing - 1)
    expect(due).toBeGreaterThanOrEqual(closing)
    expect((due - phaseOf(feed, 15 * minute)) % (15 * minute)).toBe(0)
  })

  test('takes the shortest interval of windows that overlap, and a window is over at its end', () => {
    const [window] = evening.windows
    const both = {
      ...evening,
      windows: [...evening.windows, { ...window!, everyMilliseconds: 5_000, to: '2024-11-06T01:00:00Z' }],
    }
    expect(intervalAt(both, at('2024-11-06T00:45:00Z'))).toBe(5_000)
    expect(intervalAt(both, at('2024-11-06T01:00:00Z'))).toBe(15_000)
    expect(openWindows(both, at('2024-11-06T08:00:00Z'))).toEqual([])
  })

  test('lies at another moment for another feed: three hundred spread over their interval', () => {
    const phases = Array.from({ length: 300 }, (_, index) => phaseOf(`us-xx-${index}` as FeedId, 15_000))
    const busiest = Math.max(
      ...Map.groupBy(phases, (phase) => Math.floor(phase / 1_000))
        .values()
        .map((one) => one.length),
    )
    expect(busiest).toBeLessThan(40)
  })
})

/** Schedules of milliseconds, so that trying every one of them is an oracle. */
const start = at('2024-11-06T00:00:00Z')
const span = fc.record({
  from: fc.integer({ min: 0, max: 600 }),
  length: fc.integer({ min: 1, max: 300 }),
  every: fc.integer({ min: 1, max: 60 }),
})
const schedules = fc
  .record({ every: fc.integer({ min: 1, max: 120 }), windows: fc.array(span, { maxLength: 3 }) })
  .map(
    ({ every, windows }): Schedule => ({
      everyMilliseconds: every,
      windows: windows.map(({ from, length, every: often }) => ({
        from: new Date(start + from).toISOString(),
        to: new Date(start + from + length).toISOString(),
        everyMilliseconds: often,
      })),
    }),
  )
const feeds = fc.stringMatching(/^[a-z]{1,8}$/).map((name) => name as FeedId)
const moments = fc.integer({ min: 0, max: 900 }).map((offset) => start + offset)

describe('for every schedule', () => {
  test('the next poll is the first moment after the last that lies on the grid in force there', () => {
    const isTick = (name: FeedId, schedule: Schedule, moment: number): boolean => {
      const interval = intervalAt(schedule, moment)
      return (moment - phaseOf(name, interval)) % interval === 0
    }
    fc.assert(
      fc.property(feeds, schedules, moments, (name, schedule, last) => {
        const due = nextDue(name, schedule, last, last)
        expect(due).toBeGreaterThan(last)
        expect(isTick(name, schedule, due)).toBe(true)
        for (let moment = last + 1; moment < due; moment++) {
          if (isTick(name, schedule, moment)) throw new Error(`a tick at ${moment} was passed over`)
        }
      }),
    )
  })

  test('a later poll never makes the next one earlier, and the moment it is asked at changes nothing', () => {
    fc.assert(
      fc.property(feeds, schedules, moments, moments, (name, schedule, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one]
        expect(nextDue(name, schedule, earlier, start)).toBeLessThanOrEqual(
          nextDue(name, schedule, later, start),
        )
        expect(nextDue(name, schedule, earlier, start)).toBe(nextDue(name, schedule, earlier, later))
      }),
    )
  })
})
