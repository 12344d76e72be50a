import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Processing, processingFunction } from '../../engine/entry/processing-function.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'

type Work = (messages: readonly Message[], signal: AbortSignal) => Promise<readonly string[]>
const context = (milliseconds = 60_000) => ({ getRemainingTimeInMillis: () => milliseconds })
const many = Array.from({ length: 250 }, (_, at) => message(`k|${at}`, 1))
const ids = many.map(({ id }) => id)
const event = (messages: readonly Message[] = many, processor = 'work') => ({ processor, messages })
const processing = (work: Work, more: Partial<Processing> = {}): Processing => ({
  invoker: inProcessInvoker({ work }),
  processors: ['work'],
  flush: async () => undefined,
  ...more,
})
const of = (work: Work, more: Partial<Processing> = {}) =>
  processingFunction(async () => processing(work, more))
/** Ends with the signal only. */
const never: Work = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })

describe('a processing function', () => {
  test('opens its homes with the first invocation and keeps them', async () => {
    let opened = 0
    const handler = processingFunction(async () => {
      opened += 1
      return processing(async () => [])
    })
    expect(opened).toBe(0)
    expect(await handler(event(), context())).toEqual({ unprocessed: [] })
    expect(await handler(event(), context())).toEqual({ unprocessed: [] })
    expect(opened).toBe(1)
  })

  test('tries to open them again where that failed', async () => {
    let opened = 0
    const handler = processingFunction(async () => {
      opened += 1
      if (opened === 1) throw feedError('DATABASE_UNUSABLE', { file: 'f', why: 'it is a folder' })
      return processing(async () => [])
    })
    expect(await handler(event(), context())).toMatchObject({
      failed: [
        { code: 'DATABASE_UNUSABLE', retryable: false, message: expect.stringContaining('it is a folder') },
      ],
    })
    expect(await handler(event(), context())).toEqual({ unprocessed: [] })
    expect(opened).toBe(2)
  })

  test('hands messages over in slices, in their order', async () => {
    const slices: number[] = []
    const seen: string[] = []
    const handler = of(async (messages) => {
      slices.push(messages.length)
      seen.push(...messages.map(({ id }) => id))
      return []
    })
    await handler(event(), context())
    expect(slices).toEqual([100, 100, 50])
    expect(seen).toEqual(ids)
  })

  test('answers before its time is over: what was done is done, the rest is not processed', async () => {
    let calls = 0
    const handler = of((messages, signal) => {
      calls += 1
      return calls === 1 ? Promise.resolve([]) : never(messages, signal)
    })
    expect(await handler(event(), context(200))).toEqual({ unprocessed: ids.slice(100) })
    expect(calls).toBe(2)
  })

  test('answers in time also for a processor that does not listen, and for homes that do not open', async () => {
    const deaf = of(() => new Promise(() => undefined))
    expect(await deaf(event(), context(100))).toEqual({ unprocessed: ids })
    const closed = processingFunction(() => new Promise(() => undefined))
    expect(await closed(event(), context(100))).toEqual({ unprocessed: ids })
  })

  test('takes nothing when there is no time left', async () => {
    let calls = 0
    const handler = of(async () => {
      calls += 1
      return []
    })
    await handler(event([]), context())
    expect(await handler(event(), context(0))).toEqual({ unprocessed: ids })
    expect(calls).toBe(0)
  })

  test('says what it has to say before it answers, and waits for that only as long as there is time', async () => {
    let said = 0
    const flush = async (): Promise<void> => {
      await setImmediate()
      said += 1
    }
    const spoken = of(async () => [], { flush })
    await spoken(event(), context())
    expect(said).toBe(1)
    const failing = of(
      async () => {
        throw feedError('CONSUME_BEHIND', { seconds: 1 })
      },
      { flush },
    )
    await failing(event(), context())
    expect(said).toBe(2)
    const silent = of(async () => [], { flush: () => new Promise(() => undefined) })
    expect(await silent(event(), context(100))).toEqual({ unprocessed: [] })
  })

  test('answers with coded errors, all of them', async () => {
    const errors = [feedError('CONSUME_BEHIND', { seconds: 1 }), feedError('CONSUME_BEHIND', { seconds: 2 })]
    const handler = of(async () => {
      throw new AggregateError(errors)
    })
    expect(await handler(event(), context())).toMatchObject({
      failed: errors.map(({ code, message: words, hint, retryable }) => ({
        code,
        message: words,
        hint,
        retryable,
      })),
    })
  })

  test('throws what has no code, by a name that says that a processor threw it', async () => {
    const handler = of(async () => {
      throw new RangeError('below zero')
    })
    await expect(handler(event(), context())).rejects.toMatchObject({
      name: 'Processor.RangeError',
      message: 'below zero',
      stack: expect.stringContaining('processing-function.test.ts'),
    })
    const mixed = of(async () => {
      throw new AggregateError([feedError('CONSUME_BEHIND', { seconds: 1 }), new Error('and that')])
    })
    await expect(mixed(event(), context())).rejects.toMatchObject({ name: 'Processor.AggregateError' })
  })

  test('knows only its processors', async () => {
    const handler = of(async () => [])
    expect(await handler(event(many, 'constructor'), context())).toMatchObject({
      failed: [{ code: 'INVOKE_UNKNOWN' }],
    })
  })

  test.each([
    [undefined, 'it has no processor'],
    ['x', 'it has no processor'],
    [{ processor: 'work' }, 'it has no list of messages'],
    [{ processor: 'work', messages: [{ key: 'a' }] }, 'it has no list of messages'],
  ])('refuses an event that is none: %j', async (given, why) => {
    await expect(of(async () => [])(given, context())).rejects.toThrow(why)
  })
})
