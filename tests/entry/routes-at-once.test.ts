import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consumersOf } from '../../engine/entry/consume.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import type { Invoker } from '../../engine/invoke/invoker.ts'
import { topics } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'
import { inMemory, madeFolder } from '../helpers/temporary-folder.ts'

const { signal } = new AbortController()
let directory: string
let homes: Homes
beforeEach(() => {
  directory = madeFolder('routes', inMemory())
  homes = embeddedHomes({ data: directory, environment: {} })
})
afterEach(async () => {
  await homes[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true })
})

/** The route of one processor, whose batches work until they are told to end. */
function routeOf(processor: string) {
  const begun: string[][] = []
  const ends: (() => void)[] = []
  const invoker: Invoker = {
    async invoke(_, messages, until) {
      begun.push(messages.map(({ key }) => key).toSorted())
      const { promise, resolve } = Promise.withResolvers<void>()
      ends.push(resolve)
      until.addEventListener('abort', () => resolve())
      if (!until.aborted) await promise
      return []
    },
  }
  const stop = new AbortController()
  const running = consumersOf(homes, { invoker })
    .filter(({ route }) => route.processors[0] === processor)
    .map((one) => one.run({ drain: false, signal: stop.signal, concurrency: 4 }).catch(() => undefined))
  return {
    begun,
    end: (at: number) => ends[at]?.(),
    async stop() {
      stop.abort()
      await Promise.all(running)
    },
  }
}
const publish = (topic: string, ...keys: readonly string[]) =>
  homes.log.publish(
    topic,
    keys.map((key) => message(key, 1)),
    signal,
  )

test('exports are written by one batch at a time, and what comes meanwhile by one together', async () => {
  const route = routeOf('export')
  await publish(topics.current, 'a|1')
  await expect.poll(() => route.begun).toEqual([['a|1']])
  await publish(topics.current, 'b|2', 'c|3')
  // Nothing else begins meanwhile; it would have by the time that another group has read the same.
  await using other = homes.reader('another')
  for await (const delivery of other.read([topics.current], { drain: true, signal })) await delivery.settle()
  expect(route.begun).toHaveLength(1)
  route.end(0)
  await expect.poll(() => route.begun).toEqual([['a|1'], ['b|2', 'c|3']])
  await route.stop()
})

test('changes of several partitions are tallied side by side', async () => {
  const route = routeOf('tally')
  await publish(topics.changes, 'a|1')
  await expect.poll(() => route.begun).toEqual([['a|1']])
  await publish(topics.changes, 'b|2')
  await expect.poll(() => route.begun).toEqual([['a|1'], ['b|2']])
  await route.stop()
})
