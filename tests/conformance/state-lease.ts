import { describe, expect, test } from 'vitest'
import {
  ask,
  at,
  feed,
  hash,
  overBadLine,
  type StateUnderTest,
  signal,
  stateUnderTest,
} from './state-samples.ts'

/** Who may write: leases, builds, conditions. */
export function stateLease(under: () => StateUnderTest): void {
  describe('the lease', () => {
    test('is given once, and raises the epoch', async () => {
      const its = under()
      expect((await its.leased('one', 0)).epoch).toBe(1)
      expect(await its.store.acquire(feed, ask('two', 1), signal)).toEqual({ kind: 'busy', until: at(30) })
    })

    test('is given again to the same poll, whose answer may have been lost', async () => {
      const its = under()
      await its.leased('one', 0)
      expect((await its.leased('one', 1)).epoch).toBe(2)
    })

    test('is given to a poll of the same process, where the one that has it ended without giving it back', async () => {
      const its = under()
      await its.leased('one', 0)
      const again = { ...ask('three', 1), earlier: ['two', 'one'] }
      expect(await its.store.acquire(feed, again, signal)).toMatchObject({
        kind: 'lease',
        lease: { epoch: 2, head: { lease: { owner: 'three' } } },
      })
      expect((await its.store.acquire(feed, { ...ask('four', 2), earlier: ['one'] }, signal)).kind).toBe(
        'busy',
      )
    })

    test('is asked for again when the answer is lost', async () => {
      const its = under()
      const { epoch, head } = await stateUnderTest(overBadLine(its.home)).leased('one', 0)
      expect([epoch, head.lease?.owner]).toEqual([2, 'one'])
    })

    test.each(['note', 'settle', 'release'] as const)(
      'is given no more to a poll that gave it back (%s): what it asked for may come late',
      async (word) => {
        const its = under()
        const lease = await its.leased('one', 0)
        await its.store[word](lease, {}, signal)
        const before = await its.home.head(feed, signal)
        expect(before).toMatchObject({ lease: null, ended: 'one' })
        expect((await its.store.acquire(feed, ask('one', 0), signal)).kind).toBe('busy')
        expect(await its.home.head(feed, signal)).toEqual(before)
        expect((await its.leased('two', 1)).head).toMatchObject({ ended: 'one', lease: { owner: 'two' } })
        expect((await its.store.acquire(feed, ask('one', 100), signal)).kind).toBe('busy')
      },
    )

    test('is given no more to a poll that a person took it from', async () => {
      const its = under()
      await its.leased('one', 0)
      const order = {
        order: 'hold',
        hold: 'h',
        code: 'OPERATOR_HOLD',
        group: '*',
        capture: undefined,
      } as const
      const said = { who: 'Kim', why: 'the office called', at: at(1) }
      const hold = { id: 'h', code: 'OPERATOR_HOLD', group: '*', scope: {}, reason: said.why, results: 0 }
      const placed = { ...hold, places: [], capture: hash('c'), since: at(1), by: said.who }
      await its.store.placeHold(feed, placed, { ...order, ...said }, signal)
      expect((await its.store.acquire(feed, ask('one', 0), signal)).kind).toBe('busy')
      expect((await its.leased('two', 2)).head.ended).toBe('one')
    })

    test('is given again to a poll that has not given it back, whatever others did before', async () => {
      const its = under()
      await its.store.note(await its.leased('one', 0), {}, signal)
      await its.leased('two', 1)
      expect((await its.leased('two', 2)).head).toMatchObject({ ended: 'one', lease: { owner: 'two' } })
    })

    test('is given to another once it has run out, and not before', async () => {
      const its = under()
      await its.leased('one', 0)
      expect((await its.store.acquire(feed, ask('two', 29), signal)).kind).toBe('busy')
      expect((await its.leased('two', 30)).epoch).toBe(2)
    })

    test('binds nobody when it ends further away than two of its kind: the clock of who has it is wrong', async () => {
      const its = under()
      await its.leased('ahead', 100)
      expect((await its.store.acquire(feed, ask('two', 70), signal)).kind).toBe('busy')
      expect((await its.leased('two', 69)).epoch).toBe(2)
    })

    test('is refused to an older deployment, which changes nothing', async () => {
      const its = under()
      await its.store.acquire(feed, ask('new', 0, 7), signal)
      const before = await its.home.head(feed, signal)
      expect(await its.store.acquire(feed, ask('old', 60, 6), signal)).toEqual({
        kind: 'newer-build',
        build: 7,
      })
      expect(await its.home.head(feed, signal)).toEqual(before)
    })

    test('goes to exactly one of many who ask at once', async () => {
      const its = under()
      const asked = Array.from({ length: 20 }, (_, index) =>
        its.store.acquire(feed, ask(`poll-${index}`, 0), signal),
      )
      const kinds = (await Promise.all(asked)).map(({ kind }) => kind)
      expect(kinds.filter((kind) => kind === 'lease')).toHaveLength(1)
    })
  })

  describe('a conditional write', () => {
    test('raises the version, and is refused when anything it relies on has changed', async () => {
      const its = under()
      const { epoch, head } = await its.leased('one', 0)
      const next = await its.home.update(feed, { epoch, version: head.version }, { checkedAt: at(5) }, signal)
      expect(next?.version).toBe(head.version + 1)
      const refused = [
        await its.home.update(feed, { epoch: epoch - 1 }, { checkedAt: at(6) }, signal),
        await its.home.update(feed, { epoch, version: head.version }, { checkedAt: at(6) }, signal),
        await its.home.update(feed, { epoch, revision: 1 }, { checkedAt: at(6) }, signal),
        await its.home.update(feed, { epoch, pending: hash('a') }, { checkedAt: at(6) }, signal),
      ]
      expect(refused).toEqual([undefined, undefined, undefined, undefined])
      expect((await its.home.head(feed, signal))?.checkedAt).toBe(at(5))
    })
  })
}
