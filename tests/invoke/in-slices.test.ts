import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inSlices, slicesBySize } from '../../engine/invoke/in-slices.ts'
import type { Message } from '../../engine/model/envelope.ts'

const messages: fc.Arbitrary<readonly (Message & { readonly fails: boolean })[]> = fc
  .array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() }), { maxLength: 30 })
  .map((all) => all.map((one, at) => ({ ...one, id: String(at), value: '', headers: {} })))

test('in any slices, nothing is offered behind a message of its key that was left, and the rest is offered once', async () => {
  const law = fc.asyncProperty(messages, fc.integer({ min: 1, max: 7 }), async (all, size) => {
    const offered: string[] = []
    const fails = new Set(all.filter((one) => one.fails).map(({ id }) => id))
    const left = await inSlices(
      slicesBySize(all, () => 1, size),
      async (some) => {
        expect(some.length).toBeLessThanOrEqual(size)
        offered.push(...some.map(({ id }) => id))
        return some.map(({ id }) => id).filter((id) => fails.has(id))
      },
    )
    const [slice] = [(at: number) => Math.floor(at / size)]
    const isHeldBack = (at: number): boolean =>
      all.some((one, before) => one.fails && one.key === all[at]?.key && slice(before) < slice(at))
    const ids = all.map(({ id }) => id)
    expect(offered).toEqual(ids.filter((_, at) => !isHeldBack(at)))
    expect(left).toEqual(ids.filter((id, at) => isHeldBack(at) || fails.has(id)))
  })
  await fc.assert(law)
})

test('ids that nobody gave are passed on to who can judge them', async () => {
  expect(await inSlices([[{ key: 'a', id: '1', value: '', headers: {} }]], async () => ['2'])).toEqual(['2'])
})

test('slices are as large as they may be, and only a single message may be larger', () => {
  const law = fc.property(
    fc.array(fc.integer({ min: 1, max: 12 })),
    fc.integer({ min: 1, max: 20 }),
    (sizes, limit) => {
      const all = sizes.map(
        (value, at): Message => ({ key: '', id: String(at), value: String(value), headers: {} }),
      )
      const slices = [...slicesBySize(all, ({ value }) => Number(value), limit)]
      const sum = (slice: readonly Message[]): number =>
        slice.reduce((total, { value }) => total + Number(value), 0)
      expect(slices.flat()).toEqual(all)
      for (const [at, slice] of slices.entries()) {
        expect(slice.length === 1 || sum(slice) <= limit).toBe(true)
        const next = slices[at + 1]?.[0]
        expect(next === undefined || sum([...slice, next]) > limit).toBe(true)
      }
    },
  )
  fc.assert(law)
})
