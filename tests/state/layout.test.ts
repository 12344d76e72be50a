import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FeedId, ResultKey } from '../../engine/model/ids.ts'
import type { Figures } from '../../engine/model/result.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { type Entry, epochOf, fold, itemsAfter } from '../../engine/state/layout.ts'

const feed = 'us-xx-one' as FeedId
const entry = (index: number, revision: number): Entry => [
  `xx/contest|precinct:${index}` as ResultKey,
  {
    digest: `${index}-${revision}`.padEnd(32, 'x') as Figures['digest'],
    revision,
    votes: { smith: index * revision, jones: 7 },
  },
]

/** Commits batch after batch, as a feed does over a night. */
function night(batches: readonly (readonly Entry[])[]) {
  const stored = new Map<string, Uint8Array>()
  let items = emptyHead.items
  let state = new Map<ResultKey, Figures>()
  const writes: number[] = []
  for (const [index, changed] of batches.entries()) {
    const next = itemsAfter(items, state, changed, { feed, epoch: index + 1 })
    for (const { name, bytes } of next.write) stored.set(name, bytes)
    writes.push(next.write.reduce((sum, { bytes }) => sum + bytes.byteLength, 0))
    items = next.items
    state = new Map([...state, ...changed])
  }
  const bodies = [...items.base, ...items.deltas].map((name) => stored.get(name) ?? new Uint8Array())
  return { items, state, writes, bodies, stored }
}

test('base and deltas always add up to the state', () => {
  const change = fc.tuple(fc.nat(30), fc.nat(5)).map(([index, revision]) => entry(index, revision + 1))
  fc.assert(
    fc.property(
      fc.array(fc.array(change, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 80 }),
      (batches) => {
        const { bodies, state } = night(batches)
        expect(fold(bodies)).toEqual(state)
      },
    ),
    { numRuns: 50 },
  )
})

test('a small change writes a small delta, whatever the size of the state', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => entry(index, 1))
  const { writes, items } = night([many, [entry(3, 2)], [entry(9, 3)]])
  expect(writes[1]).toBeLessThan(300)
  expect(items.deltas).toHaveLength(2)
})

test('a new base replaces the deltas when they number 32 or outgrow half of it', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => entry(index, 1))
  const small = Array.from({ length: 31 }, (_, index) => [entry(index, 2)])
  expect(night([many, ...small]).items.deltas).toHaveLength(31)
  expect(night([many, ...small, [entry(1, 3)]]).items.deltas).toEqual([])
  expect(night([many, many.map((_, index) => entry(index, 2))]).items.deltas).toEqual([])
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
    itemsAfter(emptyHead.items, new Map(), [entry(1, 1)], { feed, epoch }).write
  expect(write(3).map(({ name }) => epochOf(name))).toEqual([3])
  expect(write(3)[0]?.name).not.toBe(write(4)[0]?.name)
})
