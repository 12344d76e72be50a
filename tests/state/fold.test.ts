import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StateItems } from '../../engine/model/head.ts'
import type { FeedId, ResultKey } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import { fold, listed, rememberingFold } from '../../engine/state/fold.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { type Entry, itemsAfter } from '../../engine/state/layout.ts'

const feeds = ['us-xx-one', 'us-xx-two'] as FeedId[]
const entry = (index: number, revision: number): Entry => [
  `xx/contest|precinct:${index}` as ResultKey,
  { digest: `${index}-${revision}` as Figures['digest'], revision, votes: { smith: index * revision } },
]

/** Reads of the items what is not known, as `load` does, and counts what it reads. */
function reading(stored: ReadonlyMap<string, Uint8Array>) {
  const folds = rememberingFold()
  let read = 0
  return {
    ...folds,
    folded: (feed: string, items: StateItems) => {
      const bodies = listed(items)
        .slice(folds.known(feed, items))
        .map((name) => Buffer.from(stored.get(name) ?? []))
      read += bodies.length
      return folds.state(feed, items, bodies)
    },
    reads: (): number => {
      const before = read
      read = 0
      return before
    },
  }
}

test('a fold that remembers answers as one that does not, feed by feed, commit by commit', () => {
  const poll = fc.record({
    feed: fc.constantFrom(...feeds),
    indexes: fc.array(fc.nat(60), { minLength: 1, maxLength: 5 }),
    isLost: fc.boolean(),
    isLearnt: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(poll, { minLength: 1, maxLength: 60 }), (polls) => {
      const stored = new Map<string, Uint8Array>()
      const { folded, goOn } = reading(stored)
      const standing = new Map(feeds.map((feed) => [feed, emptyHead.items]))
      const whole = (items: StateItems) => fold(listed(items).map((name) => stored.get(name) ?? Buffer.of()))
      for (const [n, { feed, indexes, isLost, isLearnt }] of polls.entries()) {
        const items = standing.get(feed) ?? emptyHead.items
        const changed = indexes.map((index) => entry(index, n + 1))
        const answered = folded(feed, items)
        expect(answered).toEqual(whole(items))
        const next = itemsAfter(items, whole(items), changed, { feed, epoch: n, revision: n + 1 }, 5)
        for (const { name, bytes } of next.write) stored.set(name, bytes)
        // A commit that nobody got to: the next one goes on from what stood before.
        if (!isLost) standing.set(feed, next.items)
        if (!isLost && isLearnt && answered !== undefined) goOn(feed, answered, next.items, changed)
        expect(folded(feed, next.items)).toEqual(whole(next.items))
        const current = standing.get(feed) ?? items
        expect(folded(feed, current)).toEqual(whole(current))
      }
    }),
    { numRuns: 40 },
  )
})

/** A commit of these, and what lies in the store after it. */
function committed(stored: Map<string, Uint8Array>, before: StateItems, entries: readonly Entry[]) {
  const revision = 1 + listed(before).length
  const at = { feed: 'us-xx-one' as FeedId, epoch: 1, revision }
  const state = fold(listed(before).map((name) => stored.get(name) ?? Buffer.of()))
  const { items, write } = itemsAfter(before, state, entries, at)
  for (const { name, bytes } of write) stored.set(name, bytes)
  return { items, state }
}

test('what was folded before is the very same state, read once; items of other names are read, and damage is seen', () => {
  const stored = new Map<string, Uint8Array>()
  const { folded, reads } = reading(stored)
  const { items } = committed(stored, emptyHead.items, [entry(1, 1)])
  const first = folded('us-xx-one', items)
  expect(reads()).toBe(1)
  expect(folded('us-xx-one', items)).toBe(first)
  expect(reads()).toBe(0)
  const [name = ''] = items.base
  stored.set(`${name}0`, Buffer.from(stored.get(name) ?? []).fill(0, 8, 12))
  expect(() => folded('us-xx-one', { ...items, base: [`${name}0`] })).toThrow(/./)
})

test('of a state that became a base nothing is read, whoever answered it', () => {
  const stored = new Map<string, Uint8Array>()
  const { folded, goOn, reads } = reading(stored)
  const changed = [entry(1, 1), entry(2, 1)]
  const { items, state } = committed(stored, emptyHead.items, changed)
  goOn('us-xx-one', state, items, changed)
  expect(folded('us-xx-one', items)).toBe(state)
  expect(state).toEqual(fold([...stored.values()]))
  expect(reads()).toBe(0)
})

test('a state that was committed goes on in place, and one that is not the last answered stays as it is', () => {
  const stored = new Map<string, Uint8Array>()
  const { folded, goOn, reads } = reading(stored)
  const many = Array.from({ length: 200 }, (_, index) => entry(index, 1))
  const base = committed(stored, emptyHead.items, many)
  const changed = [entry(2, 2), entry(300, 2)]
  const next = committed(stored, base.items, changed)
  expect(next.items.deltas).toHaveLength(1)
  const first = folded('us-xx-one', base.items)
  const other = new Map(first)
  goOn('us-xx-one', other, next.items, changed)
  expect(folded('us-xx-one', base.items)).toBe(first)
  expect(first).toEqual(other)
  goOn('us-xx-one', first ?? other, next.items, changed)
  reads()
  expect(folded('us-xx-one', next.items)).toBe(first)
  expect(reads()).toBe(0)
  expect(first).toEqual(fold(listed(next.items).map((name) => stored.get(name) ?? Buffer.of())))
})

test('who has read what is not known any more is told so', () => {
  const stored = new Map<string, Uint8Array>()
  const { folded, state, goOn } = reading(stored)
  const { items } = committed(stored, emptyHead.items, [entry(1, 1)])
  const first = folded('us-xx-one', items)
  goOn('us-xx-one', new Map(), { ...items, base: ['another'] }, [])
  expect(state('us-xx-one', items, [])).toBeUndefined()
  expect(folded('us-xx-one', items)).toEqual(first)
})

test('what is remembered is bounded in bytes as stored, and deltas that replace what the base says do not count', () => {
  const { known, goOn } = reading(new Map())
  const items = { base: ['a', 'b'], deltas: [], baseBytes: 6_000_000, deltaBytes: 2_900_000 }
  const isKnown = (): readonly number[] => feeds.map((feed) => known(feed, items))
  goOn('us-xx-one', new Map(), items, [])
  expect(isKnown()).toEqual([2, 0])
  goOn('us-xx-two', new Map(), items, [])
  expect(isKnown()).toEqual([0, 2])
})
