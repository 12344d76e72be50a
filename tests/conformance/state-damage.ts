import { describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import { ask, feed, type StateUnderTest, signal, written } from './state-samples.ts'

/** Writes over the stored text of a feed's head, as a failing disk would. */
export type Damage = (feed: FeedId, change: (text: string) => string) => void | Promise<void>

/** A head that can not be read hurts its own feed only, and is told from one that was never written. */
export function stateDamage(under: () => StateUnderTest, damage: () => Damage): void {
  describe('a damaged head', () => {
    const other = 'us-xx-two' as FeedId
    const damaged = { code: 'STATE_DAMAGED', message: expect.stringContaining(feed) as string }

    test.each([
      ['cut short', (text: string) => text.slice(0, -10)],
      ['emptied', () => ''],
      ['of another shape', () => '{"version":1}'],
      ['no object', () => '7'],
      ['without its items', (text: string) => text.replace('"base":[', '"base":7,"was":[')],
    ])('that is %s refuses every call for its feed, and no other', async (_, change) => {
      const its = under()
      const lease = written(await its.commit(await its.leased('one', 0), 'a', 10))
      await its.store.acquire(other, ask('one', 0), signal)
      await damage()(feed, change)
      await expect(its.store.peek(feed, signal)).rejects.toMatchObject(damaged)
      await expect(its.store.acquire(feed, ask('two', 60), signal)).rejects.toMatchObject(damaged)
      await expect(its.store.settle(lease, {}, signal)).rejects.toMatchObject(damaged)
      expect(await its.store.peek(other, signal)).toMatchObject({ epoch: 1 })
      expect((await its.store.acquire(other, ask('two', 60), signal)).kind).toBe('lease')
      expect(await Array.fromAsync(its.store.feeds(signal))).toEqual([feed, other])
    })
  })

  describe('missing items', () => {
    test('are found by their names', async () => {
      const its = under()
      const { head } = written(await its.commit(await its.leased('one', 0), 'a', 10))
      expect(await its.store.missing(feed, head, signal)).toEqual([])
      for (const item of head.items.base) await its.home.deleteItem(item, signal)
      expect(await its.store.missing(feed, head, signal)).toEqual(head.items.base)
    })

    test('and those that can not be read are damage', async () => {
      const its = under()
      const { head } = written(await its.commit(await its.leased('one', 0), 'a', 10))
      const [name = ''] = head.items.base
      await its.home.deleteItem(name, signal)
      await its.home.putItem({ name, bytes: new Uint8Array([1, 2, 3]) }, signal)
      // Another process than the one that wrote them: that knows what they said, and reads their names only.
      await expect(stateStore(its.home).load(feed, head, signal)).rejects.toMatchObject(damagedItem)
    })
  })
}

const damagedItem = { code: 'STATE_DAMAGED', message: expect.stringContaining('can not be read') as string }
