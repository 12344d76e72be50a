import { expect, test } from 'vitest'
import type { Hold } from '../../engine/model/hold.ts'
import type { FeedId, Sha256 } from '../../engine/model/ids.ts'
import { holdLog } from '../../engine/rehearse/hold-log.ts'

const [one, other] = ['one', 'other'] as FeedId[] as [FeedId, FeedId]
const hold = (id: string, given: Partial<Hold> = {}): Hold => ({
  id,
  code: 'CHECK_FALL',
  group: 'county',
  scope: {},
  reason: 'votes fell',
  results: 1,
  places: [],
  capture: '0'.repeat(64) as Sha256,
  since: '2026-11-04T02:00:00Z',
  ...given,
})
const superseded = () => 'superseded' as const

test('a hold lives from the verdict that places it to the one that no longer has it', () => {
  const log = holdLog()
  expect(log.seen(one, [hold('a')], 'at 1', superseded).placed).toEqual([hold('a')])
  expect(log.seen(one, [hold('a', { results: 3 }), hold('b')], 'at 2', superseded).placed).toEqual([
    hold('b'),
  ])
  expect(log.seen(one, [hold('b')], 'at 3', () => 'released').lifted.map((gone) => gone.hold.id)).toEqual([
    'a',
  ])
  expect(log.all).toMatchObject([
    { hold: { id: 'a' }, results: 3, from: 'at 1', until: 'at 3', how: 'released' },
    { hold: { id: 'b' }, results: 1, from: 'at 2', until: null, how: null },
  ])
})

test('the same hold that comes again is another one', () => {
  const log = holdLog()
  for (const [at, holds] of [
    ['at 1', [hold('a')]],
    ['at 2', []],
    ['at 3', [hold('a')]],
  ] as const)
    log.seen(one, holds, at, superseded)
  expect(log.all.map(({ from, until }) => [from, until])).toEqual([
    ['at 1', 'at 2'],
    ['at 3', null],
  ])
})

test('a verdict about one feed says nothing of the holds of another', () => {
  const log = holdLog()
  log.seen(one, [hold('a')], 'at 1', superseded)
  expect(log.seen(other, [], 'at 2', superseded).lifted).toEqual([])
})

test('a hold is due from its very moment on, and as long as it stands', () => {
  const log = holdLog()
  log.seen(one, [hold('a', { due: '2026-11-04T02:00:00Z' })], 'at 1', superseded)
  const at = (time: string) => log.areDue(one, new Date(`2026-11-04T${time}Z`))
  expect(['01:59:59.999', '02:00:00.000', '02:00:00.500'].map(at)).toEqual([false, true, true])
  expect(log.areDue(other, new Date('2026-11-04T03:00:00Z'))).toBe(false)
  log.seen(one, [], 'at 2', superseded)
  expect(at('03:00:00')).toBe(false)
})
