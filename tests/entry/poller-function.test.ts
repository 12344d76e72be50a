import { expect, test } from 'vitest'
import type { PlanModule } from '../../engine/bundle/planned.ts'
import { pollerFunction } from '../../engine/entry/poller-function.ts'

const context = { getRemainingTimeInMillis: () => 60_000 }

test.each([undefined, {}, { feed: 7 }, 'us-xx-tiny'])('the event %j names no feed', async (event) => {
  const handler = pollerFunction(() => Promise.reject(new Error('nothing is to be opened')))
  await expect(handler(event, context)).rejects.toThrow('this is no event for a polling function')
})

test('a module that could not be opened is asked for again with the next event', async () => {
  let asked = 0
  const handler = pollerFunction((): Promise<PlanModule> => {
    asked += 1
    return Promise.reject(new Error(`no module ${asked}`))
  })
  await expect(handler({ feed: 'us-xx-tiny' }, context)).rejects.toThrow('no module 1')
  await expect(handler({ feed: 'us-xx-tiny' }, context)).rejects.toThrow('no module 2')
})
