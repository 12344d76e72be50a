import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { consume, type Routes } from '../../engine/consume/consumer.ts'
import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import { sqliteLog } from '../../engine/log/sqlite.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'

const { signal } = new AbortController()
let directory: string
let home: ReturnType<typeof sqliteLog>
/** What each processor was given, call by call: `tally: 1 2`. */
let calls: string[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-consume-'))
  home = sqliteLog(join(directory, 'log.sqlite'), { partitions: 1 })
  calls = []
})
afterEach(async () => {
  await home.log[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true })
})

type Answers = Readonly<Record<string, (messages: readonly Message[]) => readonly string[]>>
const routes: Routes = { changes: ['tally', 'export'], status: ['keep-status'] }
const revisionOf = ({ id }: Message): string => id.split('/')[1] ?? ''
const publish = (topic: string, ...revisions: readonly number[]): Promise<void> =>
  home.log.publish(
    topic,
    revisions.map((revision) => message(`key|${revision % 3}`, revision)),
    signal,
  )

/** Everything there is, by processors that process all of it unless `answers` says otherwise. */
async function drain(answers: Answers = {}, until = signal): Promise<number> {
  const names = [...new Set(Object.values(routes).flat())]
  const invoker = inProcessInvoker(
    Object.fromEntries(
      names.map((name) => [
        name,
        async (messages: readonly Message[]) => {
          calls.push(`${name}: ${messages.map(revisionOf).join(' ')}`)
          return answers[name]?.(messages) ?? []
        },
      ]),
    ),
  )
  await using reader = home.reader('one')
  return await consume(reader, invoker, routes, { drain: true, signal: until })
}

test('hands each topic to its processors, one after the other, and counts messages', async () => {
  await publish('changes', 1, 2)
  await publish('status', 3)
  await publish('other', 4)
  expect(await drain()).toBe(3)
  expect(calls).toEqual(['tally: 1 2', 'export: 1 2', 'keep-status: 3'])
})

test('hands over once what was settled, and next time what is new', async () => {
  await publish('changes', 1)
  await drain()
  await publish('changes', 2)
  expect(await drain()).toBe(1)
  expect(calls).toEqual(['tally: 1', 'export: 1', 'tally: 2', 'export: 2'])
  expect(await drain()).toBe(0)
})

describe('what a processor did not process', () => {
  const firstTimes = (times: number): Answers['tally'] => {
    let left = times
    return (messages) => {
      left -= 1
      return left < 0 ? [] : messages.filter((one) => revisionOf(one) !== '2').map(({ id }) => id)
    }
  }

  test('is offered to it again, alone', async () => {
    await publish('changes', 1, 2, 3)
    expect(await drain({ tally: firstTimes(2) })).toBe(3)
    expect(calls).toEqual(['tally: 1 2 3', 'tally: 1 3', 'tally: 1 3', 'export: 1 2 3'])
  })

  test('three times, and then it says so and the offset stays', async () => {
    await publish('changes', 1, 2, 3)
    await expect(drain({ tally: firstTimes(9) })).rejects.toMatchObject({
      code: 'CONSUME_UNPROCESSED',
      retryable: true,
      message: expect.stringMatching(
        /tally did not process 2 messages, the first is us-nc-precinct\/1\/key\|1/,
      ) as string,
    })
    expect(calls).toEqual(['tally: 1 2 3', 'tally: 1 3', 'tally: 1 3'])
    expect(await drain()).toBe(3)
  })

  test('is all of it, both copies, where one message was published twice', async () => {
    await publish('changes', 1, 1)
    let first = true
    const tally = ([one]: readonly Message[]): readonly string[] => {
      const answer = first ? [one?.id ?? ''] : []
      first = false
      return answer
    }
    expect(await drain({ tally })).toBe(2)
    expect(calls).toEqual(['tally: 1 1', 'tally: 1 1', 'export: 1 1'])
  })

  test('is never guessed: an id that nobody knows fails the batch', async () => {
    await publish('changes', 1)
    await expect(drain({ tally: () => ['nobody'] })).rejects.toThrow('tally did not process "nobody"')
    expect(await drain()).toBe(1)
  })
})

describe('a failure', () => {
  const failing = (): never => {
    throw new Error('the disk is full')
  }

  test('of one processor brings the batch again to all of them', async () => {
    await publish('changes', 1, 2)
    await expect(drain({ export: failing })).rejects.toThrow('the disk is full')
    expect(await drain()).toBe(2)
    expect(calls).toEqual(['tally: 1 2', 'export: 1 2', 'tally: 1 2', 'export: 1 2'])
  })

  test('leaves settled what was settled before it', async () => {
    await publish('changes', 1)
    await publish('status', 2)
    await expect(drain({ 'keep-status': failing })).rejects.toThrow('the disk is full')
    expect(await drain()).toBe(1)
    expect(calls.slice(3)).toEqual(['keep-status: 2'])
  })
})

test('ends with the reason of the signal, and what it had not settled comes again', async () => {
  await publish('changes', 1)
  const stop = new AbortController()
  const reason = new Error('stop')
  const tally = (): readonly string[] => {
    stop.abort(reason)
    return []
  }
  await expect(drain({ tally }, stop.signal)).rejects.toBe(reason)
  expect(await drain()).toBe(1)
})

describe('what is there already', () => {
  test('is handed over together, from all partitions, each key in order', async () => {
    const spread = sqliteLog(join(directory, 'spread.sqlite'), { partitions: 8 })
    const keys = Array.from({ length: 30 }, (_, n) => `key|${n}`)
    const rounds = [1, 2, 3].flatMap((revision) => keys.map((key) => message(key, revision)))
    await spread.log.publish('changes', rounds, signal)
    const batches: (readonly Message[])[] = []
    const invoker = inProcessInvoker({
      tally: async (messages) => {
        batches.push(messages)
        return []
      },
    })
    {
      await using reader = spread.reader('one')
      expect(await consume(reader, invoker, { changes: ['tally'] }, { drain: true, signal })).toBe(90)
    }
    await spread.log[Symbol.asyncDispose]()
    expect(batches).toHaveLength(1)
    for (const key of keys) {
      expect(batches[0]?.filter((one) => one.key === key).map(revisionOf)).toEqual(['1', '2', '3'])
    }
  })

  test('is handed over in bounded pieces', async () => {
    const big = 'x'.repeat(600_000)
    const messages = Array.from({ length: 40 }, (_, at) => message('key|1', at, big))
    await home.log.publish('changes', messages, signal)
    expect(await drain()).toBe(40)
    expect(
      calls.filter((call) => call.startsWith('tally')).map((call) => call.split(' ').length - 1),
    ).toEqual([16, 16, 8])
  })
})

test('waits for no second message before it hands over the first', async () => {
  const stop = new AbortController()
  const reason = new Error('stop')
  const heard = Promise.withResolvers<string>()
  const invoker = inProcessInvoker({
    'keep-status': async ([first]) => {
      heard.resolve(first?.id ?? '')
      return []
    },
  })
  await using reader = home.reader('one')
  const options = { drain: false, signal: stop.signal }
  const consumer = consume(reader, invoker, { status: ['keep-status'] }, options)
  await publish('status', 7)
  expect(await heard.promise).toBe(message('key|1', 7).id)
  stop.abort(reason)
  await expect(consumer).rejects.toBe(reason)
})

test('ends at once when a processor fails while no further message is there', async () => {
  const invoker = inProcessInvoker({
    'keep-status': async () => {
      throw new Error('the disk is full')
    },
  })
  await using reader = home.reader('one')
  await publish('status', 7)
  const consumer = consume(reader, invoker, { status: ['keep-status'] }, { drain: false, signal })
  await expect(consumer).rejects.toThrow('the disk is full')
})

test('that is stopped at work learns of it after its work, and disturbs nobody before', async () => {
  const stop = new AbortController()
  const reason = new Error('stop')
  const invoker = inProcessInvoker({
    'keep-status': async () => {
      stop.abort(reason)
      // Long enough for a failure that nobody waits for to be noticed by the process.
      for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve))
      return []
    },
  })
  await using reader = home.reader('one')
  const options = { drain: false, signal: stop.signal }
  // As many as are handed over together: the next one is waited for while these are at work.
  const messages = Array.from({ length: 16 }, (_, at) => message('key|1', at, 'x'.repeat(600_000)))
  await home.log.publish('status', messages, signal)
  const consumer = consume(reader, invoker, { status: ['keep-status'] }, options)
  await expect(consumer).rejects.toBe(reason)
})
