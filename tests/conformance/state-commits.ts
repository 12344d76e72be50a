import { describe, expect, test } from 'vitest'
import {
  at,
  feed,
  figures,
  hash,
  key,
  overBadLine,
  type StateUnderTest,
  signal,
  stateUnderTest,
  verdict,
  written,
} from './state-samples.ts'

/** What a commit makes true, and what it can not undo. */
export function stateCommits(under: () => StateUnderTest): void {
  describe('a commit', () => {
    test('makes state, verdict, revision and pending true at once', async () => {
      const its = under()
      const lease = written(await its.commit(await its.leased('one', 0), 'a', 10))
      const head = await its.store.peek(feed, signal)
      expect(head).toMatchObject({
        revision: 1,
        last: hash('a'),
        pending: hash('a'),
        judged: verdict.judged,
      })
      expect(await its.store.load(feed, lease.head, signal)).toEqual(new Map([[key, figures(10, 1)]]))
    })

    test('is refused to a poll that was overtaken, and writes nothing that a head lists', async () => {
      const its = under()
      const stale = await its.leased('one', 0)
      const mine = await its.leased('two', 60)
      expect((await its.commit(stale, 'a', 10)).kind).toBe('lost')
      expect((await its.commit(mine, 'b', 20)).kind).toBe('written')
      expect((await its.store.peek(feed, signal))?.last).toBe(hash('b'))
    })

    test('is refused while another changeset is pending', async () => {
      const its = under()
      const lease = written(await its.commit(await its.leased('one', 0), 'a', 10))
      expect((await its.commit(lease, 'b', 20)).kind).toBe('lost')
      const cleared = await its.store.clearPending(lease, signal)
      expect((await its.commit(written(cleared), 'b', 20)).kind).toBe('written')
    })

    test('whose answer is lost is looked up, and found', async () => {
      const its = under()
      const lease = await its.leased('one', 0)
      const committed = await stateUnderTest(overBadLine(its.home)).commit(lease, 'a', 10)
      expect(written(committed).head).toEqual(await its.home.head(feed, signal))
    })

    test('that could not be written says so, and no more', async () => {
      const its = under()
      const lease = await its.leased('one', 0)
      const failing = { ...its.home, update: () => Promise.reject(new Error('disk full')) }
      await expect(stateUnderTest(failing).commit(lease, 'a', 10)).rejects.toThrow('disk full')
      expect((await its.home.head(feed, signal))?.revision).toBe(0)
    })

    test('that was published again is cleared, and its status is due', async () => {
      const its = under()
      const lease = written(await its.commit(await its.leased('one', 0), 'a', 10))
      await its.home.update(feed, { epoch: lease.epoch }, { statusAt: at(2) }, signal)
      const cleared = written(await its.store.clearPending(lease, signal))
      expect(cleared.head).toMatchObject({ pending: null, statusAt: null, lease: { owner: 'one' } })
    })

    test('asked again after a lost answer, is found to be done', async () => {
      const its = under()
      const lease = await its.leased('one', 0)
      written(await its.commit(lease, 'a', 10))
      expect((await its.commit(lease, 'a', 10)).kind).toBe('written')
      expect((await its.store.peek(feed, signal))?.revision).toBe(1)
    })

    test('settling clears pending and gives the lease back in one write; who was overtaken settles nothing', async () => {
      const its = under()
      const lease = written(await its.commit(await its.leased('one', 0), 'a', 10))
      const other = await its.leased('two', 60)
      expect((await its.store.settle(lease, {}, signal)).kind).toBe('lost')
      expect((await its.store.peek(feed, signal))?.pending).toBe(hash('a'))
      await its.store.settle(other, { statusAt: at(61) }, signal)
      expect(await its.store.peek(feed, signal)).toMatchObject({
        pending: null,
        lease: null,
        statusAt: at(61),
      })
    })

    test('giving the lease back never touches pending', async () => {
      const its = under()
      const lease = written(await its.commit(await its.leased('one', 0), 'a', 10))
      await its.store.release(lease, {}, signal)
      expect(await its.store.peek(feed, signal)).toMatchObject({ pending: hash('a'), lease: null })
    })
  })
}
