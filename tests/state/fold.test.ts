import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedId, ResultKey } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import { fold, rememberingFold } from '../../engine/state/fold.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { type Entry, itemsAfter } from '../../engine/state/layout.ts'

const feeds = ['us-xx-one', 'us-xx-two'] as FeedId[]
const entry = (index: number, revision: number): Entry => [
  `xx/contest|precinct:${index}` as ResultKey,
  { digest: `${index}-${revision}` as Figures['digest'], revision, votes: { smith: index * revision } },
]

test('a fold that remembers answers as one that does not, feed by feed, commit by commit', () => {
  const poll = fc.record({
    feed: fc.constantFrom(...feeds),
    indexes: fc.array(fc.nat(60), { minLength: 1, maxLength: 5 }),
    isLost: fc.boolean(),
    goesOn: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(poll, { minLength: 1, maxLength: 60 }), (polls) => {
      const { state: folded, learn, goOn } = rememberingFold()
      const stored = new Map<string, Uint8Array>()
      const standing = new Map(feeds.map((feed) => [feed, emptyHead.items]))
      for (const [n, { feed, indexes, isLost, goesOn }] of polls.entries()) {
        const items = standing.get(feed) ?? emptyHead.items
        const bodiesOf = ({ base, deltas }: typeof items): readonly Uint8Array[] =>
          [...base, ...deltas].map((name) => Buffer.from(stored.get(name) ?? []))
        const changed = indexes.map((index) => entry(index, n + 1))
        const answered = folded(feed, bodiesOf(items))
        const next = itemsAfter(items, fold(bodiesOf(items)), changed, { feed, epoch: n, revision: n + 1 }, 5)
        for (const { name, bytes } of next.write) stored.set(name, bytes)
        // A commit that nobody got to: the next one goes on from what stood before.
        if (!isLost) standing.set(feed, next.items)
        const { write, whole } = next
        const isLearnt = !isLost && whole !== undefined && n % 2 === 0
        const bytes = write.map((item) => item.bytes)
        if (isLearnt) learn(feed, bytes, whole)
        const isBehind = next.items.deltas.length === items.deltas.length + write.length
        if (!isLost && whole === undefined && isBehind && goesOn)
          goOn(feed, answered, { bodies: bytes, changed })
        const written = bodiesOf(next.items)
        expect(folded(feed, written)).toEqual(fold(written))
        const current = bodiesOf(standing.get(feed) ?? items)
        expect(folded(feed, current)).toEqual(fold(current))
      }
    }),
    { numRuns: 40 },
  )
})

test('what was folded before is the very same state, and damage to it is seen', () => {
  const folded = rememberingFold().state
  const { write } = itemsAfter(emptyHead.items, new Map(), [entry(1, 1)], {
    feed: 'us-xx-one' as FeedId,
    epoch: 1,
    revision: 1,
  })
  const bodies = write.map(({ bytes }) => bytes)
  const first = folded('us-xx-one', bodies)
  expect(
    folded(
      'us-xx-one',
      bodies.map((body) => Buffer.from(body)),
    ),
  ).toBe(first)
  const damaged = bodies.map((body) => Buffer.from(body).fill(0, 8, 12))
  expect(() => folded('us-xx-one', damaged)).toThrow(/./)
})

test('what was made of a state is not unpacked again, and damage to it is seen', () => {
  const { state, learn } = rememberingFold()
  const at = { feed: 'us-xx-one' as FeedId, epoch: 1, revision: 1 }
  const { write, whole } = itemsAfter(emptyHead.items, new Map(), [entry(1, 1), entry(2, 1)], at)
  const bodies = write.map(({ bytes }) => bytes)
  expect(whole).toEqual(fold(bodies))
  learn(at.feed, bodies, whole ?? new Map())
  expect(state(at.feed, bodies)).toBe(whole)
  const damaged = bodies.map((body) => Buffer.from(body).fill(0, 8, 12))
  expect(() => state(at.feed, damaged)).toThrow(/./)
})

test('a state that was committed goes on in place, and one that is not the last answered stays as it is', () => {
  const { state, goOn } = rememberingFold()
  const [feed = ''] = feeds
  const at = { feed: 'us-xx-one' as FeedId, epoch: 1, revision: 1 }
  const bodiesOf = (entries: readonly Entry[]): readonly Uint8Array[] =>
    itemsAfter(emptyHead.items, new Map(), entries, at).write.map(({ bytes }) => bytes)
  const base = bodiesOf([entry(1, 1), entry(2, 1)])
  const changed = [entry(2, 2), entry(3, 2)]
  const first = state(feed, base)
  const other = new Map(first)
  goOn(feed, other, { bodies: bodiesOf(changed), changed })
  expect(state(feed, base)).toBe(first)
  expect(first).toEqual(fold(base))
  goOn(feed, first, { bodies: bodiesOf(changed), changed })
  const both = [...base, ...bodiesOf(changed)]
  expect(state(feed, both)).toBe(first)
  expect(first).toEqual(fold(both))
})
