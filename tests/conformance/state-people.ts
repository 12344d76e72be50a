import { describe, expect, test } from 'vitest'
import type { Order } from '../../engine/model/hold.ts'
import { hold } from '../helpers/examined.ts'
import {
  at,
  feed,
  hash,
  overBadLine,
  type StateUnderTest,
  signal,
  stateUnderTest,
  verdict,
} from './state-samples.ts'

/** What people say, between polls and in the middle of them. */
export function statePeople(under: () => StateUnderTest): void {
  describe('a person', () => {
    const order: Order = {
      order: 'hold',
      hold: 'h-1',
      code: 'OPERATOR_HOLD',
      group: 'all',
      capture: undefined,
      who: 'Kim',
      why: 'wait',
      at: at(2),
    }
    const byKim = hold('OPERATOR_HOLD', 'all', { id: 'h-1', by: 'Kim' })
    const byCheck = hold('CHECK_FALL', 'wake', { id: 'h-2', capture: hash('c') })
    const said = { who: 'Kim', why: 'confirmed by the office', at: at(3) }

    test('stops a poll in flight: the epoch rises with the word', async () => {
      const its = under()
      const lease = await its.leased('one', 0)
      await its.store.placeHold(feed, byKim, order, signal)
      expect((await its.commit(lease, 'a', 10)).kind).toBe('lost')
      expect((await its.store.peek(feed, signal))?.holds).toEqual([byKim])
    })

    test('does not wait for the lease of the poll that was stopped', async () => {
      const its = under()
      await its.leased('one', 0)
      await its.store.placeHold(feed, byKim, order, signal)
      expect((await its.leased('two', 1)).head.holds).toEqual([byKim])
    })

    test('is heard once, also when the answer is lost', async () => {
      const its = under()
      const overLine = () => stateUnderTest(overBadLine(its.home)).store
      const placed = await overLine().placeHold(feed, byKim, order, signal)
      expect([placed.epoch, placed.holds, placed.orders]).toEqual([1, [byKim], [order]])
      expect((await overLine().releaseHold(feed, 'h-1', said, signal)).hold).toEqual(byKim)
      expect(await its.store.peek(feed, signal)).toMatchObject({ epoch: 2, holds: [] })
    })

    test('lets go of a hold of their own', async () => {
      const its = under()
      await its.store.placeHold(feed, byKim, order, signal)
      await its.store.releaseHold(feed, 'h-1', said, signal)
      expect(await its.store.peek(feed, signal)).toMatchObject({ holds: [], reopened: true })
    })

    test('waives the doubt of a check for its capture, and reopens it', async () => {
      const its = under()
      const lease = await its.leased('one', 0)
      await its.store.note(lease, { ...verdict, holds: [byCheck] }, signal)
      await its.store.releaseHold(feed, 'h-2', said, signal)
      const head = await its.store.peek(feed, signal)
      expect(head).toMatchObject({ holds: [byCheck], reopened: true })
      expect(head?.orders).toEqual([
        { order: 'release', hold: 'h-2', code: 'CHECK_FALL', group: 'wake', capture: hash('c'), ...said },
      ])
    })

    test('keeps what was waived of the capture last judged, however much is said after it', async () => {
      const its = under()
      await its.store.note(await its.leased('one', 0), { ...verdict, holds: [byCheck] }, signal)
      await its.store.releaseHold(feed, 'h-2', said, signal)
      for (let n = 0; n < 110; n++) {
        const one = { ...order, hold: `h-${n}`, at: at(n) }
        await its.store.placeHold(feed, { ...byKim, id: one.hold }, one, signal)
      }
      const orders = (await its.store.peek(feed, signal))?.orders ?? []
      expect(orders).toHaveLength(101)
      expect(orders[0]).toMatchObject({ order: 'release', hold: 'h-2' })
    })

    test.each(['STATE_DAMAGED', 'DECODE_FAILED', 'RECORD_TOO_LARGE'])(
      'can not release %s: that is no doubt about figures',
      async (code) => {
        const its = under()
        const broken = hold(code, '*', { id: 'h-3', capture: hash('c') })
        await its.store.note(await its.leased('one', 0), { ...verdict, holds: [broken] }, signal)
        await expect(its.store.releaseHold(feed, 'h-3', said, signal)).rejects.toMatchObject({
          code: 'ORDER_REFUSED',
          message: expect.stringContaining('no doubt about figures') as string,
        })
      },
    )

    test('is refused what is not held any more, and what a newer capture has covered', async () => {
      const its = under()
      await expect(its.store.releaseHold(feed, 'h-2', said, signal)).rejects.toMatchObject({
        code: 'ORDER_REFUSED',
      })
      const newer = { ...verdict, judged: { ...verdict.judged, capture: hash('d') }, holds: [byCheck] }
      await its.store.note(await its.leased('one', 0), newer, signal)
      await expect(its.store.releaseHold(feed, 'h-2', said, signal)).rejects.toMatchObject({
        code: 'ORDER_REFUSED',
      })
    })
  })
}
