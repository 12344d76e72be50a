import { expect, test } from 'vitest'
import { frameLines } from '../../../engine/cli/rehearse/frame.ts'
import { showTime } from '../../../engine/cli/rehearse/said.ts'
import { wrapped } from '../../../engine/cli/rehearse/wrapped.ts'
import type { FeedHealth } from '../../../engine/entry/health.ts'
import type { Hold } from '../../../engine/model/hold.ts'
import type { FeedId, Sha256 } from '../../../engine/model/ids.ts'
import type { FeedScene, NightEvent, Scene } from '../../../engine/rehearse/scene.ts'

const feed = 'zz-state' as FeedId
const hold: Hold = {
  id: 'h-12345678',
  code: 'CHECK_FALL',
  group: 'dune',
  scope: {},
  reason:
    'Dune, Governor: votes fell: \u001B[31mAda\nQuill\u001B[0m 1,204 → 611, and a reason that goes on and on and on',
  results: 2,
  places: [],
  capture: '0'.repeat(64) as Sha256,
  since: '2026-11-04T02:50:00Z',
}
const health: FeedHealth = {
  feed,
  word: 'held',
  isFresh: true,
  reasons: [],
  failedFor: null,
  revision: 3,
  results: 12,
  checkedAt: '2026-11-04T02:51:00.000Z',
  changedAt: '2026-11-04T02:50:00.000Z',
  asOf: null,
  holds: [hold],
  releasedAt: null,
  lease: null,
  pending: false,
  dueAt: null,
}
const scene = (given: Partial<FeedScene> = {}): Scene => ({
  now: new Date('2026-11-04T02:51:00Z'),
  part: 0.5,
  feeds: [{ feed, health, polls: 40, isStale: false, totals: [], ...given }],
})
const held: NightEvent = { kind: 'held', at: new Date('2026-11-04T02:50:00Z'), feed, hold }
const lines = (width: number, given: Partial<FeedScene> = {}) =>
  frameLines(scene(given), [held], {
    title: 'A night',
    zone: 'America/Chicago',
    time: showTime('America/Chicago', false),
    width,
    style: (_, text) => text,
  })

test.each([80, 100, 200])('a picture of %i columns has no line that a terminal would break', (width) => {
  expect(lines(width).filter((line) => line.length > width)).toEqual([])
})

test('says the time of the night, and how much of a feed is held', () => {
  expect(lines(120)[1]).toMatch(/^20:51:00 {2}━{20}─{20} {2}America\/Chicago$/)
  expect(lines(120)).toContain(
    'zz-state  held  20:51:00  20:50:00     40  2 of 12 results held, the others current',
  )
})

test('what could not be used as a whole shows as stale', () => {
  expect(lines(120, { isStale: true }).join('\n')).toContain('stale: the last good figures stay')
})

test('text of a source can neither move the cursor nor break a line', () => {
  expect(lines(200).join('')).not.toContain('\u001B')
  expect(lines(200).filter((line) => line.includes('Ada'))).toHaveLength(2)
})

test('a paragraph is broken between words, and a long word stays whole', () => {
  expect(wrapped('one two three four', 12)).toBe('  one two\n  three four')
  expect(wrapped('one ocd-division/country:us two', 12)).toBe('  one\n  ocd-division/country:us\n  two')
  expect(wrapped('one two three four', undefined)).toBe('  one two three four')
})
