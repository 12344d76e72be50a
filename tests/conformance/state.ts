import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Hold, Order } from '../../engine/model/hold.ts'
import { type FeedId, type PlanHash, resultKey, type Sha256 } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import type { StateHome } from '../../engine/state/home.ts'
import { stateStore } from '../../engine/state/protocol.ts'
import type { Lease, StateStore } from '../../engine/state/store.ts'
import { hold } from '../helpers/examined.ts'

/** What a home must keep of the rules of DESIGN §5: the same for every one. */
export function stateConformance(
  name: string,
  open: () => Promise<{ readonly home: StateHome; close(): Promise<void> }>,
): void {
  const signal = AbortSignal.timeout(60_000)
  const feed = 'us-xx-one' as FeedId
  const at = (seconds: number): string => new Date(Date.UTC(2024, 10, 5, 20, 0, seconds)).toISOString()
  const ask = (owner: string, seconds: number, build = 1) => ({
    owner,
    build,
    now: at(seconds),
    until: at(seconds + 30),
  })
  const hash = (letter: string): Sha256 => letter.repeat(64) as Sha256
  const key = resultKey('xx/contest', 'wake')
  const figures = (votes: number, revision: number): Figures => ({
    digest: `${votes}` as Figures['digest'],
    revision,
    votes: { smith: votes },
  })
  const verdict = {
    plan: 'plan-1' as PlanHash,
    cursors: {},
    judged: { capture: hash('c'), plan: 'plan-1' as PlanHash },
    reopened: false,
    holds: [] as readonly Hold[],
    held: null,
    facts: { rows: 1, results: 1 },
    checkedAt: at(1),
    results: 1,
    digests: '1'.padStart(32, '0'),
  }

  describe(`${name}: state home`, () => {
    let home: StateHome
    let store: StateStore
    let close: () => Promise<void>
    beforeEach(async () => {
      ;({ home, close } = await open())
      store = stateStore(home)
    })
    afterEach(async () => {
      await close()
    })
    const leased = async (owner: string, seconds: number): Promise<Lease> => {
      const acquired = await store.acquire(feed, ask(owner, seconds), signal)
      if (acquired.kind !== 'lease') throw new Error(`${owner} got no lease: ${acquired.kind}`)
      return acquired.lease
    }
    const commit = (lease: Lease, letter: string, votes: number) =>
      store.commit(
        lease,
        {
          changeset: hash(letter),
          revision: lease.head.revision + 1,
          changed: [[key, figures(votes, lease.head.revision + 1)]],
          state: new Map(),
          verdict,
          changedAt: at(1),
        },
        signal,
      )
    const written = (outcome: Awaited<ReturnType<typeof commit>>): Lease => {
      if (outcome.kind === 'lost') throw new Error('lost')
      return outcome.lease
    }

    describe('the lease', () => {
      test('is given once, and raises the epoch', async () => {
        expect((await leased('one', 0)).epoch).toBe(1)
        expect(await store.acquire(feed, ask('two', 1), signal)).toEqual({ kind: 'busy', until: at(30) })
      })

      test('is given again to the same poll, whose answer may have been lost', async () => {
        await leased('one', 0)
        expect((await leased('one', 1)).epoch).toBe(2)
      })

      test('is given to another once it has run out, and not before', async () => {
        await leased('one', 0)
        expect((await store.acquire(feed, ask('two', 29), signal)).kind).toBe('busy')
        expect((await leased('two', 30)).epoch).toBe(2)
      })

      test('is refused to an older deployment, which changes nothing', async () => {
        await store.acquire(feed, ask('new', 0, 7), signal)
        const before = await home.head(feed, signal)
        expect(await store.acquire(feed, ask('old', 60, 6), signal)).toEqual({
          kind: 'newer-build',
          build: 7,
        })
        expect(await home.head(feed, signal)).toEqual(before)
      })

      test('goes to exactly one of many who ask at once', async () => {
        const asked = Array.from({ length: 20 }, (_, index) =>
          store.acquire(feed, ask(`poll-${index}`, 0), signal),
        )
        const kinds = (await Promise.all(asked)).map(({ kind }) => kind)
        expect(kinds.filter((kind) => kind === 'lease')).toHaveLength(1)
      })
    })

    describe('a conditional write', () => {
      test('raises the version, and is refused when anything it relies on has changed', async () => {
        const { epoch, head } = await leased('one', 0)
        const next = await home.update(feed, { epoch, version: head.version }, { checkedAt: at(5) }, signal)
        expect(next?.version).toBe(head.version + 1)
        const refused = [
          await home.update(feed, { epoch: epoch - 1 }, { checkedAt: at(6) }, signal),
          await home.update(feed, { epoch, version: head.version }, { checkedAt: at(6) }, signal),
          await home.update(feed, { epoch, revision: 1 }, { checkedAt: at(6) }, signal),
          await home.update(feed, { epoch, pending: hash('a') }, { checkedAt: at(6) }, signal),
        ]
        expect(refused).toEqual([undefined, undefined, undefined, undefined])
        expect((await home.head(feed, signal))?.checkedAt).toBe(at(5))
      })
    })

    describe('items', () => {
      test('are written once: a second body under the same name changes nothing', async () => {
        await home.putItem({ name: `${feed}/1/abc`, bytes: Buffer.from('first') }, signal)
        await home.putItem({ name: `${feed}/1/abc`, bytes: Buffer.from('second') }, signal)
        expect(Buffer.from((await home.getItem(`${feed}/1/abc`, signal)) ?? []).toString()).toBe('first')
        expect(await home.getItem(`${feed}/1/none`, signal)).toBeUndefined()
      })

      test('are listed by feed', async () => {
        for (const item of [`${feed}/1/a`, `${feed}/2/b`, 'us-xx-one-two/1/c']) {
          await home.putItem({ name: item, bytes: new Uint8Array(1) }, signal)
        }
        await home.deleteItem(`${feed}/1/a`, signal)
        expect(await Array.fromAsync(home.itemNames(feed, signal))).toEqual([`${feed}/2/b`])
      })
    })

    describe('a commit', () => {
      test('makes state, verdict, revision and pending true at once', async () => {
        const lease = written(await commit(await leased('one', 0), 'a', 10))
        const head = await store.peek(feed, signal)
        expect(head).toMatchObject({
          revision: 1,
          last: hash('a'),
          pending: hash('a'),
          judged: verdict.judged,
        })
        expect(await store.load(feed, lease.head, signal)).toEqual(new Map([[key, figures(10, 1)]]))
      })

      test('is refused to a poll that was overtaken, and writes nothing that a head lists', async () => {
        const stale = await leased('one', 0)
        const mine = await leased('two', 60)
        expect((await commit(stale, 'a', 10)).kind).toBe('lost')
        expect((await commit(mine, 'b', 20)).kind).toBe('written')
        expect((await store.peek(feed, signal))?.last).toBe(hash('b'))
      })

      test('is refused while another changeset is pending', async () => {
        const lease = written(await commit(await leased('one', 0), 'a', 10))
        expect((await commit(lease, 'b', 20)).kind).toBe('lost')
        const cleared = await store.clearPending(lease, signal)
        expect((await commit(written(cleared), 'b', 20)).kind).toBe('written')
      })

      test('asked again after a lost answer, is found to be done', async () => {
        const lease = await leased('one', 0)
        written(await commit(lease, 'a', 10))
        expect((await commit(lease, 'a', 10)).kind).toBe('written')
        expect((await store.peek(feed, signal))?.revision).toBe(1)
      })

      test('settling clears pending and gives the lease back in one write; who was overtaken settles nothing', async () => {
        const lease = written(await commit(await leased('one', 0), 'a', 10))
        const other = await leased('two', 60)
        expect((await store.settle(lease, {}, signal)).kind).toBe('lost')
        expect((await store.peek(feed, signal))?.pending).toBe(hash('a'))
        await store.settle(other, { statusAt: at(61) }, signal)
        expect(await store.peek(feed, signal)).toMatchObject({ pending: null, lease: null, statusAt: at(61) })
      })

      test('giving the lease back never touches pending', async () => {
        const lease = written(await commit(await leased('one', 0), 'a', 10))
        await store.release(lease, signal)
        expect(await store.peek(feed, signal)).toMatchObject({ pending: hash('a'), lease: null })
      })
    })

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
        const lease = await leased('one', 0)
        await store.placeHold(feed, byKim, order, signal)
        expect((await commit(lease, 'a', 10)).kind).toBe('lost')
        expect((await store.peek(feed, signal))?.holds).toEqual([byKim])
      })

      test('lets go of a hold of their own', async () => {
        await store.placeHold(feed, byKim, order, signal)
        await store.releaseHold(feed, 'h-1', said, signal)
        expect(await store.peek(feed, signal)).toMatchObject({ holds: [], reopened: true })
      })

      test('waives the doubt of a check for its capture, and reopens it', async () => {
        const lease = await leased('one', 0)
        await store.note(lease, { ...verdict, holds: [byCheck] }, signal)
        await store.releaseHold(feed, 'h-2', said, signal)
        const head = await store.peek(feed, signal)
        expect(head).toMatchObject({ holds: [byCheck], reopened: true })
        expect(head?.orders).toEqual([
          { order: 'release', hold: 'h-2', code: 'CHECK_FALL', group: 'wake', capture: hash('c'), ...said },
        ])
      })

      test('is refused what is not held any more, and what a newer capture has covered', async () => {
        await expect(store.releaseHold(feed, 'h-2', said, signal)).rejects.toMatchObject({
          code: 'ORDER_REFUSED',
        })
        const newer = { ...verdict, judged: { ...verdict.judged, capture: hash('d') }, holds: [byCheck] }
        await store.note(await leased('one', 0), newer, signal)
        await expect(store.releaseHold(feed, 'h-2', said, signal)).rejects.toMatchObject({
          code: 'ORDER_REFUSED',
        })
      })
    })

    describe('damage and garbage', () => {
      test('a listed item that is missing is damage, never an empty state', async () => {
        const lease = written(await commit(await leased('one', 0), 'a', 10))
        for (const item of lease.head.items.base) await home.deleteItem(item, signal)
        await expect(store.load(feed, lease.head, signal)).rejects.toMatchObject({ code: 'STATE_DAMAGED' })
      })

      test('a reader whose head is old reads the new one instead', async () => {
        const first = written(await commit(await leased('one', 0), 'a', 10))
        await store.settle(first, {}, signal)
        const second = await store.commit(
          await leased('two', 1),
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
        await store.sweep(written(second), signal)
        expect(await store.load(feed, first.head, signal)).toEqual(new Map([[key, figures(20, 2)]]))
      })

      test('the sweep deletes what older epochs left, and nothing that is listed or newer', async () => {
        const lease = written(await commit(await leased('one', 0), 'a', 10))
        await home.putItem({ name: `${feed}/0/orphan`, bytes: new Uint8Array(1) }, signal)
        await home.putItem({ name: `${feed}/9/newer`, bytes: new Uint8Array(1) }, signal)
        expect(await store.sweep(lease, signal)).toBe(1)
        expect(await Array.fromAsync(home.itemNames(feed, signal))).toEqual([
          ...lease.head.items.base,
          `${feed}/9/newer`,
        ])
      })
    })

    test('feeds that were polled are listed in order', async () => {
      for (const one of ['us-xx-two', 'us-xx-one']) await store.acquire(one as FeedId, ask('one', 0), signal)
      expect(await Array.fromAsync(store.feeds(signal))).toEqual(['us-xx-one', 'us-xx-two'])
    })
  })
}
