import { expect, test } from 'vitest'
import { pollsIn } from '../../engine/cost/polls-in.ts'
import { costedFeed } from './feeds.ts'

const at = (iso: string): number => new Date(iso).getTime()
/** 18:00 to 06:00 in New York. */
const night = { from: at('2026-11-03T23:00:00Z'), to: at('2026-11-04T11:00:00Z') }
const { schedule } = costedFeed()

test('a night is polled at the pace of its window, and before and after it at the usual one', () => {
  // 8 h × 240 polls an hour = 1,920; the other 4 h × 4 = 16.
  expect(pollsIn(schedule, night).polls).toBe(1_936)
})

test('a schedule fires once a minute at most, and sends the ticks of that minute at once', () => {
  // 8 h × 60 = 480 firings of four ticks each; the other 4 h × 4 = 16 of one.
  expect(pollsIn(schedule, night).fired).toBe(496)
})

test('a feed says once a minute at most that it is alive', () => {
  // 480 minutes in the window; outside it one with each of 16 polls.
  expect(pollsIn(schedule, night).statuses).toBe(496)
})

test('a pace that is no part of a minute fires when its ticks lie at the same seconds again', () => {
  const everyHour = { ...schedule, everyMilliseconds: 45_000, windows: [] }
  const hour = { from: 0, to: 3_600_000 }
  // 80 polls; four of them in three minutes: 20 firings.
  expect(pollsIn(everyHour, hour)).toEqual({ polls: 80, fired: 20, statuses: 60 })
})

test('more than ten ticks in a minute are two firings', () => {
  const each = { everyMilliseconds: 5_000, windows: [] }
  // 12 ticks a minute: one firing has ten of them, one has two.
  expect(pollsIn(each, { from: 0, to: 60_000 })).toEqual({ polls: 12, fired: 2, statuses: 1 })
})

test('a shorter interval counts in place of what a schedule says, a longer one does not', () => {
  // All 12 h at 30 s: 1,440; but 8 of them at 15 s anyway: 1,920 + 480.
  expect(pollsIn(schedule, night, 30_000).polls).toBe(2_400)
  expect(pollsIn(schedule, night, 3_600_000).polls).toBe(1_936)
})

test('parts of polls are counted as parts', () => {
  const slow = { everyMilliseconds: 86_400_000, windows: [] }
  expect(pollsIn(slow, night).polls).toBe(0.5)
})
