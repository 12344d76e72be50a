import { expect, test } from 'vitest'
import { ahead } from '../../engine/flow/ahead.ts'

const { signal } = new AbortController()

async function* numbers(until: number): AsyncIterable<number> {
  for (let n = 1; n <= until; n++) yield n
}

test('gives what was made of each item, in their order, whichever is done first', async () => {
  const done: number[] = []
  const found = await Array.fromAsync(
    ahead(numbers(9), 4, signal, async (n) => {
      for (let turns = 0; turns < (n % 2 === 0 ? 100 : 0); turns++) await Promise.resolve()
      done.push(n)
      return n * 10
    }),
  )
  expect(found).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90])
  expect(done).not.toEqual(done.toSorted((a, b) => a - b))
})

test('begins with one and works on more at once the more are taken, up to the most', async () => {
  const begun: number[] = []
  const atOnce: number[] = []
  for await (const n of ahead(numbers(30), 4, signal, async (one) => void begun.push(one))) {
    expect(n).toBeUndefined()
    atOnce.push(begun.length - atOnce.length)
  }
  expect(atOnce.slice(0, 6)).toEqual([1, 2, 4, 4, 4, 4])
  expect(begun).toHaveLength(30)
})

test('fails with the error of an item when it is that one’s turn, and lets go of the rest', async () => {
  const seen: number[] = []
  const signals: AbortSignal[] = []
  const failing = ahead(numbers(100), 8, signal, async (n, until) => {
    signals.push(until)
    if (n >= 5) throw new Error(`item ${n}`)
    return n
  })
  const all = async (): Promise<void> => {
    for await (const n of failing) seen.push(n)
  }
  await expect(all()).rejects.toThrow('item 5')
  expect(seen).toEqual([1, 2, 3, 4])
  expect(signals.length).toBeLessThan(20)
  expect(signals.every((one) => one.aborted)).toBe(true)
})

test('aborts what is still worked on, and ends the items, when nobody takes any more', async () => {
  let ended = false
  async function* watched(): AsyncIterable<number> {
    try {
      yield* numbers(100)
    } finally {
      ended = true
    }
  }
  const signals: AbortSignal[] = []
  for await (const n of ahead(watched(), 8, signal, async (one, until) => {
    signals.push(until)
    return one
  })) {
    if (n === 3) break
  }
  expect(ended).toBe(true)
  expect(signals.every((one) => one.aborted)).toBe(true)
})
