import { describe, expect, test } from 'vitest'
import { healthOf, span } from '../../engine/entry/health.ts'
import type { Head } from '../../engine/model/head.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { crashPlan } from '../crash/plan.ts'

const plan: Plan = {
  ...crashPlan('nowhere'),
  schedule: {
    everyMilliseconds: 900_000,
    windows: [{ from: '2024-11-06T00:00:00Z', to: '2024-11-06T08:00:00Z', everyMilliseconds: 30_000 }],
    expectChangeWithinMilliseconds: 1_800_000,
  },
}
const at = (time: string): Date => new Date(`2024-11-06T${time}Z`)
const headAt = (time: string, more: Partial<Head> = {}): Head => ({
  ...emptyHead,
  revision: 3,
  checkedAt: at(time).toISOString(),
  changedAt: at(time).toISOString(),
  ...more,
})
const facts = (time: string) => ({ rows: 1, results: 1, asOf: at(time).toISOString() })

describe('the health of a feed', () => {
  test('is in doubt where it was checked in the future: a clock is wrong, and not by a little', () => {
    const head = headAt('00:46:00')
    expect(healthOf(plan, head, at('00:40:00'))).toMatchObject({
      word: 'misdated',
      reasons: [
        'checked in 6 min, says its state: the clock of this machine is behind, or that of the one that polled it was ahead',
      ],
    })
    expect(healthOf(plan, head, at('00:45:10')).word).toBe('fine')
  })

  test('names a server that said "not modified" of what it had changed, for a day', () => {
    const payload = { request: 'main', origin: 'x', sha256: 'a'.repeat(64) as Sha256, bytes: 1 }
    const head = headAt('02:00:00', { cursors: { main: { payload, denied: at('01:00:00').toISOString() } } })
    const { word, reasons } = healthOf(
      plan,
      { ...head, changedAt: at('02:00:00').toISOString() },
      at('02:00:05'),
    )
    expect(word).toBe('fine')
    expect(reasons).toEqual([
      expect.stringMatching(/^1 h ago the server said "not modified" of main/) as string,
    ])
    const later = headAt('02:00:00', { cursors: { main: { payload, denied: '2024-11-05T01:00:00Z' } } })
    expect(healthOf(plan, later, at('02:00:05')).reasons).toEqual([])
  })

  test("goes by the source's own time where it has one: a file that changes and grows old is late", () => {
    const head = headAt('02:00:00', { facts: facts('01:20:00') })
    expect(healthOf(plan, head, at('02:00:05'))).toMatchObject({
      word: 'late',
      reasons: ['nothing newer from the source for 40 min, and expected within 30 min'],
    })
    expect(healthOf(plan, headAt('02:00:00', { facts: facts('01:40:00') }), at('02:00:05')).word).toBe('fine')
  })

  test('counts lateness from the opening of the window, however old the figures were before', () => {
    const head = headAt('00:20:00', { changedAt: '2024-11-05T12:00:00Z' })
    expect(healthOf(plan, head, at('00:20:01')).word).toBe('fine')
    expect(healthOf(plan, { ...head, checkedAt: at('00:31:00').toISOString() }, at('00:31:01')).word).toBe(
      'late',
    )
  })

  test('is silence after three intervals and the time of one poll, by the interval in force', () => {
    const head = headAt('02:00:00')
    expect(healthOf(plan, head, at('02:02:00')).word).toBe('fine')
    expect(healthOf(plan, head, at('02:02:01')).word).toBe('silent')
    const outside = headAt('09:00:00')
    expect(healthOf(plan, outside, at('09:45:00')).word).toBe('fine')
    expect(healthOf(plan, outside, at('09:46:00')).word).toBe('silent')
  })

  test('asks for no more than before in the first moments of a window, and then for its own pace', () => {
    const before = { ...emptyHead, checkedAt: '2024-11-05T23:50:00Z' }
    expect(healthOf(plan, before, at('00:00:01')).word).toBe('fine')
    expect(healthOf(plan, before, at('00:02:10')).word).toBe('silent')
    const long = { ...emptyHead, checkedAt: '2024-11-05T23:10:00Z' }
    expect(healthOf(plan, long, at('00:00:01')).word).toBe('silent')
  })

  test('is fresh or not whatever else is wrong', () => {
    const failing = { since: at('02:00:20').toISOString(), at: at('02:00:20').toISOString(), polls: 1 }
    const head = headAt('02:00:00', { failing: { ...failing, code: 'SOURCE_FAILED', message: 'no' } })
    expect(healthOf(plan, head, at('02:01:00'))).toMatchObject({ word: 'failing', isFresh: true })
    expect(healthOf(plan, head, at('02:05:00'))).toMatchObject({ word: 'failing', isFresh: false })
    expect(healthOf(plan, undefined, at('02:00:00')).isFresh).toBe(false)
  })

  test('is never fine for a feed that was never polled', () => {
    expect(healthOf(plan, undefined, at('02:00:00')).word).toBe('new')
    expect(healthOf(plan, emptyHead, at('02:00:00')).word).toBe('new')
  })

  test('shows a lease while it runs, and when the next poll is due', () => {
    const lease = { owner: 'poll-1', until: at('02:01:00').toISOString() }
    const head = headAt('02:00:00', { lease })
    expect(healthOf(plan, head, at('02:00:30'))).toMatchObject({ lease })
    expect(healthOf(plan, head, at('02:01:00')).lease).toBeNull()
    const due = Date.parse(healthOf(plan, head, at('02:00:01')).dueAt ?? '')
    expect(due).toBeGreaterThan(at('02:00:01').getTime())
    expect(due).toBeLessThanOrEqual(at('02:00:31').getTime())
  })

  test('asks nothing of a paused feed', () => {
    expect(healthOf({ ...plan, status: 'paused' }, headAt('00:00:00'), at('07:00:00'))).toMatchObject({
      word: 'paused',
      reasons: [],
      dueAt: null,
    })
  })
})

test.each([
  [45_000, '45 s'],
  [119_000, '1 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [3 * 86_400_000 + 4 * 3_600_000, '3 d 4 h'],
])('%d milliseconds read as %s', (milliseconds, text) => {
  expect(span(milliseconds)).toBe(text)
})
