import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Routes } from '../../engine/consume/consumer.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { type Consumed, newConsuming, revisionOf } from './consuming.ts'

const { signal } = new AbortController()
const routes: Routes = { changes: ['tally', 'export'], status: ['keep-status'] }
let consuming: Consumed
beforeEach(() => {
  consuming = newConsuming(routes)
})
afterEach(() => consuming.close())

test('hands each topic to its processors, one after the other, and counts messages', async () => {
  const { calls, publish, run } = consuming
  await publish('changes', 1, 2)
  await publish('status', 3)
  await publish('other', 4)
  expect(await run({}, { concurrency: 1 })).toBe(3)
  expect(calls).toEqual(['tally: 1 2', 'export: 1 2', 'keep-status: 3'])
})

test('hands over once what was settled, and next time what is new', async () => {
  const { calls, publish, run } = consuming
  await publish('changes', 1)
  await run()
  await publish('changes', 2)
  expect(await run()).toBe(1)
  expect(calls).toEqual(['tally: 1', 'export: 1', 'tally: 2', 'export: 2'])
  expect(await run()).toBe(0)
})

describe('a store that fails', () => {
  const busy = feedError('DATABASE_FAILED', { file: 'results.sqlite', why: 'the disk is full' })

  test('fails who must come to an end after a few tries, and the batch comes again to all processors', async () => {
    const { calls, letters, publish, run } = consuming
    const failing = (): never => {
      throw busy
    }
    await publish('changes', 1, 2)
    await expect(run({ export: failing })).rejects.toBe(busy)
    expect(letters).toEqual([])
    const before = calls.length
    expect(await run()).toBe(2)
    expect(calls.slice(before)).toEqual(['tally: 1 2', 'export: 1 2'])
  })

  test('leaves settled what was settled before it', async () => {
    const { calls, publish, run } = consuming
    await publish('changes', 1)
    await publish('status', 2)
    const failing = (): never => {
      throw busy
    }
    await expect(run({ 'keep-status': failing }, { concurrency: 1 })).rejects.toBe(busy)
    const before = calls.length
    expect(await run()).toBe(1)
    expect(calls.slice(before)).toEqual(['keep-status: 2'])
  })
})

test('ends with the reason of the signal, and what it had not settled comes again', async () => {
  const { publish, run } = consuming
  await publish('changes', 1)
  const stop = new AbortController()
  const reason = new Error('stop')
  const tally = (): readonly string[] => {
    stop.abort(reason)
    return []
  }
  await expect(run({ tally }, { signal: stop.signal })).rejects.toBe(reason)
  expect(await run()).toBe(1)
})

test('with a grace, what is at work when the signal aborts is ended and settled, and nothing more is begun', async () => {
  const clock = manualClock()
  const standing = newConsuming(routes, { clock })
  const { calls, publish, run } = standing
  await publish('changes', 1)
  await publish('status', 2)
  const stop = new AbortController()
  const reason = new Error('stop')
  const tally = async (): Promise<readonly string[]> => {
    stop.abort(reason)
    for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve))
    return []
  }
  const ended = run({ tally }, { drain: false, signal: stop.signal, grace: 60_000, concurrency: 1 })
  await expect(ended).rejects.toBe(reason)
  expect(clock.sleeping()).toBe(0)
  expect(calls).toEqual(['tally: 1', 'export: 1'])
  expect(await run()).toBe(1)
  await standing.close()
})

describe('what is there already', () => {
  test('is handed over together, from all partitions, each key in order', async () => {
    const spread = newConsuming({ changes: ['tally'] }, { partitions: 8 })
    const keys = Array.from({ length: 30 }, (_, n) => `key|${n}`)
    const rounds = [1, 2, 3].flatMap((revision) => keys.map((key) => message(key, revision)))
    await spread.home.log.publish('changes', rounds, signal)
    const batches: (readonly Message[])[] = []
    const tally = (messages: readonly Message[]): readonly string[] => {
      batches.push(messages)
      return []
    }
    expect(await spread.run({ tally })).toBe(90)
    await spread.close()
    expect(batches).toHaveLength(1)
    for (const key of keys) {
      expect(batches[0]?.filter((one) => one.key === key).map(revisionOf)).toEqual(['1', '2', '3'])
    }
  })

  test('is handed over in bounded pieces', async () => {
    const { calls, home, run } = consuming
    const big = 'x'.repeat(600_000)
    const messages = Array.from({ length: 40 }, (_, at) => message('key|1', at, big))
    await home.log.publish('changes', messages, signal)
    expect(await run()).toBe(40)
    expect(
      calls.filter((call) => call.startsWith('tally')).map((call) => call.split(' ').length - 1),
    ).toEqual([16, 16, 8])
  })
})

describe('partitions', () => {
  /** One message in each of eight partitions, and processors that work until they are told to end. */
  async function eightPartitions(concurrency: number) {
    const spread = newConsuming({ changes: ['tally'] }, { partitions: 8 })
    const stop = new AbortController()
    const begun: string[][] = []
    const ends: (() => void)[] = []
    const tally = async (messages: readonly Message[]): Promise<readonly string[]> => {
      begun.push(messages.map(({ key }) => key))
      await new Promise<void>((resolve) => ends.push(resolve))
      return []
    }
    const running = spread.run({ tally }, { drain: false, signal: stop.signal, grace: 1_000, concurrency })
    const gone = running.catch((error: unknown) => error)
    const publish = (...keys: readonly string[]) =>
      spread.home.log.publish(
        'changes',
        keys.map((key) => message(key, 1)),
        signal,
      )
    return {
      begun,
      ends,
      publish,
      async close() {
        stop.abort(new Error('stop'))
        for (const end of ends) end()
        await gone
        await spread.close()
      },
    }
  }

  test('are worked on side by side, up to a bound, and one of them by one at a time', async () => {
    const spread = await eightPartitions(2)
    const { begun, ends, publish } = spread
    await publish('a|1')
    await expect.poll(() => begun).toEqual([['a|1']])
    // The same key, and so the same partition: it waits. Another one does not.
    await publish('a|1', 'b|2')
    await expect.poll(() => begun).toEqual([['a|1'], ['b|2']])
    await publish('c|3')
    ends[1]?.()
    await expect.poll(() => begun).toEqual([['a|1'], ['b|2'], ['c|3']])
    ends[0]?.()
    await expect.poll(() => begun).toEqual([['a|1'], ['b|2'], ['c|3'], ['a|1']])
    await spread.close()
  })
})
