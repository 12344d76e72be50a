import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedId, ResultKey } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import { fold } from '../../engine/state/fold.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { type Entry, epochOf, haveReplaced, itemsAfter } from '../../engine/state/layout.ts'

const feed = 'us-xx-one' as FeedId
const entry = (index: number, revision: number): Entry => [
  `xx/contest|precinct:${index}` as ResultKey,
  {
    digest: `${index}-${revision}`.padEnd(32, 'x') as Figures['digest'],
    revision,
    votes: { smith: index * revision, jones: 7 },
  },
]

const many = Array.from({ length: 5_000 }, (_, index) => entry(index, 1))
const smallChanges = (count: number): Entry[][] =>
  Array.from({ length: count }, (_, n) => [entry(n % 40, n + 2)])

/** Commits batch after batch, as a feed does over a night. */
function night(batches: readonly (readonly Entry[])[]) {
  const stored = new Map<string, Uint8Array>()
  let items = emptyHead.items
  let state = new Map<ResultKey, Figures>()
  const writes: number[] = []
  for (const [index, changed] of batches.entries()) {
    const next = itemsAfter(items, state, changed, { feed, epoch: index + 1, revision: index + 1 })
    for (const { name, bytes } of next.write) stored.set(name, bytes)
    writes.push(next.write.reduce((sum, { bytes }) => sum + bytes.byteLength, 0))
    items = next.items
    state = new Map([...state, ...changed])
  }
  const bodies = [...items.base, ...items.deltas].map((name) => stored.get(name) ?? new Uint8Array())
  return { items, state, writes, bodies, stored }
}

test('base and deltas always add up to the state', () => {
  const changed = fc.array(fc.nat(400), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(
      fc.constantFrom(0, 30, 200, 4_000, 5_000),
      fc.array(changed, { minLength: 34, maxLength: 80 }),
      (size, polls) => {
        const first = Array.from({ length: size + 1 }, (_, index) => index)
        const batches = [first, ...polls].map((indexes, n) => indexes.map((index) => entry(index, n + 1)))
        const { bodies, state } = night(batches)
        expect(fold(bodies)).toEqual(state)
      },
    ),
    { numRuns: 15 },
  )
})

test('a small change writes a small delta, whatever the size of the state', () => {
  const { writes, items } = night([many, [entry(3, 2)], [entry(9, 3)]])
  expect(writes[1]).toBeLessThan(300)
  expect(items.deltas).toHaveLength(2)
})

test('32 deltas become one, and the base stays', () => {
  expect(night([many, ...smallChanges(31)]).items.deltas).toHaveLength(31)
  const { items, writes, bodies, state } = night([many, ...smallChanges(32)])
  expect([items.base, items.deltas.length]).toEqual([night([many]).items.base, 1])
  expect(fold(bodies)).toEqual(state)
  // All 32, and no more.
  expect(writes.at(-1)).toBeLessThan(2_000)
})

test('what a night of small changes writes does not grow with the state', () => {
  const written = (entries: readonly Entry[]): number =>
    night([entries, ...smallChanges(300)])
      .writes.slice(1)
      .reduce((sum, bytes) => sum + bytes, 0)
  expect(written(many)).toBeLessThan(written(many.slice(0, 1_000)) * 1.1)
})

test('a new base replaces deltas that outgrow half of it', () => {
  const next = night([many, many.map((_, index) => entry(index, 2))])
  expect(next.items).toMatchObject({ deltas: [], deltaBytes: 0, baseRevision: 2 })
})

test('a base of which nobody knows when it was written is written again', () => {
  const { items, write } = itemsAfter(emptyHead.items, new Map(), many, { feed, epoch: 1, revision: 1 })
  const { baseRevision: _unknown, ...undated } = items
  const state = new Map(many)
  const next = itemsAfter(undated, state, [entry(1, 2)], { feed, epoch: 2, revision: 2 })
  expect(next.items).toMatchObject({ deltas: [], baseRevision: 2 })
  expect(haveReplaced(undated, next.items)).toBe(true)
  expect(write.map(({ name }) => name)).toEqual(items.base)
})

test('a delta takes the place of nothing, until it is one for many', () => {
  const [before, after, merged] = [30, 31, 32].map((count) => night([many, ...smallChanges(count)]).items)
  if (before === undefined || after === undefined || merged === undefined) throw new Error('three nights')
  expect([haveReplaced(before, after), haveReplaced(after, merged)]).toEqual([false, true])
})

test('no item is larger than a table takes', () => {
  const random = Array.from({ length: 60_000 }, (_, index): Entry => {
    const digest = ((index * 2654435761) >>> 0).toString(16).padStart(8, '0').repeat(4)
    return [
      `xx/contest-${digest}|precinct:${index}` as ResultKey,
      { digest: digest as Figures['digest'], revision: 1, votes: { smith: index } },
    ]
  })
  const { items, stored, bodies, state } = night([random])
  expect(items.base.length).toBeGreaterThan(1)
  expect(Math.max(...[...stored.values()].map((bytes) => bytes.byteLength))).toBeLessThan(400_000)
  expect(fold(bodies).size).toBe(state.size)
})

test('names tell the epoch that wrote them, and two attempts never share one', () => {
  const write = (epoch: number) =>
    itemsAfter(emptyHead.items, new Map(), [entry(1, 1)], { feed, epoch, revision: 1 }).write
  expect(write(3).map(({ name }) => epochOf(name))).toEqual([3])
  expect(write(3)[0]?.name).not.toBe(write(4)[0]?.name)
})
