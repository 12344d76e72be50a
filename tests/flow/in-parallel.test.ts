import { expect, test } from 'vitest'
import { inParallel } from '../../engine/flow/in-parallel.ts'

test('answers in the order of the items, and never does more at one time than is allowed', async () => {
  let running = 0
  let most = 0
  const done = await inParallel([30, 10, 20, 0, 5, 1], 3, async (turns) => {
    most = Math.max(most, ++running)
    for (let turn = 0; turn < turns; turn++) await Promise.resolve()
    running -= 1
    return turns * 2
  })
  expect(done).toEqual([60, 20, 40, 0, 10, 2])
  expect(most).toBe(3)
})

test('after a failure nothing more is begun, and what runs is waited for', async () => {
  const begun: string[] = []
  const ended: string[] = []
  const slow = Promise.withResolvers<void>()
  const all = inParallel(['slow', 'bad', 'never'], 2, async (item) => {
    begun.push(item)
    if (item === 'bad') throw new Error('bad')
    await slow.promise
    ended.push(item)
  })
  const failed = all.catch((error: unknown) => error)
  await Promise.resolve()
  slow.resolve()
  expect(await failed).toEqual(new Error('bad'))
  expect([begun, ended]).toEqual([['slow', 'bad'], ['slow']])
})

test('nothing to do is done', async () => {
  expect(await inParallel([], 4, async () => 1)).toEqual([])
})
