import { describe, expect, test } from 'vitest'
import { captureOf } from '../../engine/flow/capture-of.ts'
import type { Head } from '../../engine/model/head.ts'
import type { Order } from '../../engine/model/hold.ts'
import type { PlanHash, Sha256 } from '../../engine/model/ids.ts'
import type { ArchivedPayload } from '../../engine/model/payload.ts'
import { releasedCapture } from '../../engine/poll/released.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { crashPlan } from '../crash/plan.ts'
import { hold } from '../helpers/examined.ts'

const plan = crashPlan('source')
const now = '2024-11-05T20:10:00.000Z'
const payload: ArchivedPayload = {
  request: 'main',
  origin: 'file:source',
  sha256: 'a'.repeat(64) as Sha256,
  bytes: 3,
}
const capture = captureOf([payload])
const order: Order = {
  order: 'release',
  hold: 'h-1',
  code: 'CHECK_FALL',
  group: 'wake',
  capture: capture.hash,
  who: 'Kim',
  why: 'confirmed',
  at: now,
}
const head: Head = {
  ...emptyHead,
  plan: plan.hash,
  cursors: { main: { etag: 'X', payload } },
  judged: { capture: capture.hash, plan: plan.hash },
  reopened: true,
  orders: [order],
  checkedAt: '2024-11-05T20:00:00.000Z',
}

test('what a person vouched for is judged from the archive, and says when the source was last asked', () => {
  expect(releasedCapture(head, plan, now)).toEqual({
    capture,
    capturedAt: now,
    checkedAt: head.checkedAt,
    cursors: head.cursors,
  })
})

test('under a new plan too, but the next fetch is unconditional', () => {
  const newer = { ...plan, hash: 'plan-2' as PlanHash }
  expect(releasedCapture(head, newer, now)).toMatchObject({ capture, cursors: {} })
})

describe('the source is asked first', () => {
  test.each<[string, Partial<Head>]>([
    ['when nothing was released', { reopened: false }],
    ['when a person only let go of the feed', { orders: [{ ...order, code: 'OPERATOR_HOLD' }] }],
    [
      'when the release was of another capture',
      { orders: [{ ...order, capture: 'b'.repeat(64) as Sha256 }] },
    ],
    [
      'when the cursors are of other bytes',
      { cursors: { main: { payload: { ...payload, origin: 'else' } } } },
    ],
    [
      'when polls have closed since: figures of before may be gone',
      {
        holds: [
          hold('CHECK_TIME_GATE', 'closes', { capture: capture.hash, due: '2024-11-05T15:10:00-05:00' }),
        ],
      },
    ],
  ])('%s', (_, more) => {
    expect(releasedCapture({ ...head, ...more }, plan, now)).toBeUndefined()
  })
})
