import { describe, expect, test } from 'vitest'
import type { Head } from '../../engine/model/head.ts'
import { type FeedId, type ResultKey, resultKey } from '../../engine/model/ids.ts'
import type { StateHome } from '../../engine/state/home.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import type { StateStore } from '../../engine/state/store.ts'
import {
  ask,
  at,
  feed,
  figures,
  hash,
  key,
  type StateUnderTest,
  signal,
  verdict,
  written,
} from './state-samples.ts'

/** Items: written once, listed, swept, and never read as empty. */
export function stateItems(under: () => StateUnderTest): void {
  describe('items', () => {
    test('are written once: a second body under the same name changes nothing', async () => {
      const its = under()
      await its.home.putItem({ name: `${feed}/1/abc`, bytes: Buffer.from('first') }, signal)
      await its.home.putItem({ name: `${feed}/1/abc`, bytes: Buffer.from('second') }, signal)
      expect(Buffer.from((await its.home.getItem(`${feed}/1/abc`, signal)) ?? []).toString()).toBe('first')
      expect(await its.home.getItem(`${feed}/1/none`, signal)).toBeUndefined()
    })

    test('are listed by feed', async () => {
      const its = under()
      for (const item of [`${feed}/1/a`, `${feed}/2/b`, 'us-xx-one-two/1/c']) {
        await its.home.putItem({ name: item, bytes: new Uint8Array(1) }, signal)
      }
      await its.home.deleteItem(`${feed}/1/a`, signal)
      expect(await Array.fromAsync(its.home.itemNames(feed, signal))).toEqual([`${feed}/2/b`])
    })
  })

  describe('damage and garbage', () => {
    test('a listed item that is missing is damage, never an empty state', async () => {
      const its = under()
      const lease = written(await its.commit(await its.leased('one', 0), 'a', 10))
      for (const item of lease.head.items.base) await its.home.deleteItem(item, signal)
      await expect(its.store.load(feed, lease.head, signal)).rejects.toMatchObject({ code: 'STATE_DAMAGED' })
    })

    test('a listed item with other bytes is damage, also where they can be read', async () => {
      const its = under()
      const first = written(await its.commit(await its.leased('one', 0), 'a', 10))
      const cleared = written(await its.store.clearPending(first, signal))
      const lease = written(await its.commit(cleared, 'b', 11))
      // So few changes make a new base: the one before is still there, and says what was.
      const [other, item] = [first, lease].map(({ head }) => head.items.base[0] ?? '') as [string, string]
      const others = await its.home.getItem(other, signal)
      expect([others === undefined, other === item]).toEqual([false, false])
      const home = {
        ...its.home,
        getItem: async (name: string) => (name === item ? others : its.home.getItem(name, signal)),
      }
      await expect(stateStore(home).load(feed, lease.head, signal)).rejects.toMatchObject({
        code: 'STATE_DAMAGED',
        message: expect.stringContaining(`${item} is not what was written`) as string,
      })
    })

    test('what this process wrote is not read again, and what another wrote behind it is', async () => {
      const its = under()
      const read: string[] = []
      const counted = (): StateHome => ({
        ...its.home,
        getItem: (name, ...asked) => {
          read.push(name)
          return its.home.getItem(name, ...asked)
        },
      })
      const [mine, other] = [stateStore(counted()), stateStore(counted())]
      const commit = async (store: StateStore, votes: number): Promise<Head> => {
        const lease = await its.leased(`poll-${votes}`, votes)
        const revision = lease.head.revision + 1
        // A state of many results: with one changed, its base stays.
        const keys = votes === 10 ? Array.from({ length: 200 }, (_, n) => `${key}-${n}` as ResultKey) : [key]
        const changed = keys.map((one) => [one, figures(votes, revision)] as const)
        const state = await store.load(feed, lease.head, signal)
        const said = {
          changeset: hash(`${votes}`.slice(0, 1)),
          revision,
          changed,
          state,
          verdict,
          changedAt: at(1),
        }
        const { head } = written(
          await store.settle(written(await store.commit(lease, said, signal)), {}, signal),
        )
        return head
      }
      const first = await commit(mine, 10)
      expect((await mine.load(feed, first, signal)).size).toBe(200)
      const second = await commit(mine, 20)
      const state = await mine.load(feed, second, signal)
      expect([state.size, state.get(key)]).toEqual([201, figures(20, 2)])
      expect(read).toEqual([])
      const third = await commit(other, 30)
      expect(read).toEqual([...second.items.base, ...second.items.deltas])
      read.length = 0
      expect((await mine.load(feed, third, signal)).get(key)).toEqual(figures(30, 3))
      expect(read).toEqual(third.items.deltas.slice(-1))
    })

    test('a reader whose head is old reads the new one instead', async () => {
      const its = under()
      const first = written(await its.commit(await its.leased('one', 0), 'a', 10))
      await its.store.settle(first, {}, signal)
      const second = await its.store.commit(
        await its.leased('two', 1),
        {
          changeset: hash('b'),
          revision: 2,
          changed: [[key, figures(20, 2)]],
          state: new Map(),
          rebase: true,
          verdict,
          changedAt: at(2),
        },
        signal,
      )
      await its.store.sweep(written(second), signal)
      expect(await its.store.load(feed, first.head, signal)).toEqual(new Map([[key, figures(20, 2)]]))
    })

    test('the sweep deletes what older epochs left, and nothing that is listed or newer', async () => {
      const its = under()
      const lease = written(await its.commit(await its.leased('one', 0), 'a', 10))
      await its.home.putItem({ name: `${feed}/0/orphan`, bytes: new Uint8Array(1) }, signal)
      await its.home.putItem({ name: `${feed}/9/newer`, bytes: new Uint8Array(1) }, signal)
      expect(await its.store.sweep(lease, signal)).toBe(1)
      expect(await Array.fromAsync(its.home.itemNames(feed, signal))).toEqual([
        ...lease.head.items.base,
        `${feed}/9/newer`,
      ])
    })
  })

  test('many small commits leave few items, and all that they said', async () => {
    const its = under()
    const keyOf = (n: number) => resultKey(`xx/contest-${n % 7}`, `county:${n}`)
    const state = new Map(Array.from({ length: 2_000 }, (_, n) => [keyOf(n), figures(n * 7_919, 1)] as const))
    let names: readonly string[] = []
    for (let revision = 1; revision <= 70; revision++) {
      const lease = await its.leased(`poll-${revision}`, revision)
      const changed =
        revision === 1 ? [...state] : [[keyOf(revision % 40), figures(revision, revision)] as const]
      const said = { changeset: hash('a'), revision, changed, state, verdict, changedAt: at(revision) }
      const committed = written(await its.store.commit(lease, said, signal))
      for (const [changedKey, now] of changed) state.set(changedKey, now)
      await its.store.sweep(committed, signal)
      const { base, deltas } = written(await its.store.settle(committed, {}, signal)).head.items
      names = [...base, ...deltas]
      expect(names.length).toBeLessThanOrEqual(32)
    }
    const head = await its.home.head(feed, signal)
    expect(head && (await its.store.load(feed, head, signal))).toEqual(state)
    expect(await Array.fromAsync(its.home.itemNames(feed, signal))).toHaveLength(names.length)
  })

  test('feeds that were polled are listed in order', async () => {
    const its = under()
    for (const one of ['us-xx-two', 'us-xx-one'])
      await its.store.acquire(one as FeedId, ask('one', 0), signal)
    expect(await Array.fromAsync(its.store.feeds(signal))).toEqual(['us-xx-one', 'us-xx-two'])
  })
}
