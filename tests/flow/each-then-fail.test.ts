import { expect, test } from 'vitest'
import { eachThenFail } from '../../engine/flow/each-then-fail.ts'

test('does the others where some fail, and fails with the first error', async () => {
  const done: number[] = []
  const work = async (item: number): Promise<void> => {
    if (item % 2 === 0) throw new Error(`${item} is even`)
    done.push(item)
  }
  await expect(eachThenFail([1, 2, 3, 4, 5], work, new AbortController().signal)).rejects.toThrow('2 is even')
  expect(done).toEqual([1, 3, 5])
})

test('ends at once when the signal has aborted', async () => {
  const stop = new AbortController()
  const done: number[] = []
  const work = async (item: number): Promise<void> => {
    done.push(item)
    stop.abort(new Error('enough'))
    throw new Error('of the work')
  }
  await expect(eachThenFail([1, 2], work, stop.signal)).rejects.toThrow('enough')
  expect(done).toEqual([1])
})
