import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ConsumeOptions, consume } from '../../engine/consume/consumer.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import type { Delivery } from '../../engine/log/log.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'
import { type Consumed, newConsuming } from './consuming.ts'

const { signal } = new AbortController()
let consuming: Consumed
beforeEach(() => {
  consuming = newConsuming({ status: ['keep-status'] })
})
afterEach(() => consuming.close())

/** A consumer of statuses that goes on until it is stopped. */
async function goingOn(
  answer: (messages: readonly Message[]) => Promise<readonly string[]>,
  options: ConsumeOptions,
): Promise<number> {
  await using reader = consuming.home.reader('one')
  const invoker = inProcessInvoker({ 'keep-status': answer })
  const bury = async (): Promise<void> => undefined
  const parts = { group: 'one', routes: { status: ['keep-status'] }, reader, invoker, bury }
  return await consume({ ...parts, clock: consuming.clock }, options)
}

test('waits for no second message before it hands over the first', async () => {
  const stop = new AbortController()
  const reason = new Error('stop')
  const heard = Promise.withResolvers<string>()
  const consumer = goingOn(
    async ([first]) => {
      heard.resolve(first?.id ?? '')
      return []
    },
    { drain: false, signal: stop.signal },
  )
  await consuming.publish('status', 7)
  expect(await heard.promise).toBe(message('key|1', 7).id)
  stop.abort(reason)
  await expect(consumer).rejects.toBe(reason)
})

test('that is stopped at work learns of it after its work, and disturbs nobody before', async () => {
  const stop = new AbortController()
  const reason = new Error('stop')
  // As many as are handed over together: the next one is waited for while these are at work.
  const messages = Array.from({ length: 16 }, (_, at) => message('key|1', at, 'x'.repeat(600_000)))
  await consuming.home.log.publish('status', messages, signal)
  const consumer = goingOn(
    async () => {
      stop.abort(reason)
      // Long enough for a failure that nobody waits for to be noticed by the process.
      for (let turns = 0; turns < 20; turns++) await new Promise((resolve) => setImmediate(resolve))
      return []
    },
    { drain: false, signal: stop.signal },
  )
  await expect(consumer).rejects.toBe(reason)
})

test('fails at once when settling fails while no further message is there', async () => {
  const gone = feedError('LOG_FAILED', { topic: 'status', why: 'the reader has left its group' })
  await using reader = consuming.home.reader('one')
  const failing = {
    ...reader,
    async *read(...given: Parameters<typeof reader.read>) {
      for await (const delivery of reader.read(...given))
        yield { ...delivery, settle: () => Promise.reject(gone) }
    },
  }
  await consuming.publish('status', 1)
  const parts = { group: 'one', routes: { status: ['keep-status'] }, clock: consuming.clock }
  const invoker = inProcessInvoker({ 'keep-status': async () => [] })
  const bury = async (): Promise<void> => undefined
  const consumer = consume({ ...parts, reader: failing, invoker, bury }, { drain: false, signal })
  await expect(consumer).rejects.toBe(gone)
})

test('drops what goes to another member while it works, and settles nothing of it', async () => {
  const stop = new AbortController()
  const lost = new AbortController()
  const begun = Promise.withResolvers<void>()
  let settled = 0
  await using reader = consuming.home.reader('one')
  const shared = {
    ...reader,
    async *read(...given: Parameters<typeof reader.read>) {
      for await (const delivery of reader.read(...given))
        yield { ...delivery, lost: lost.signal, settle: async () => void (settled += 1) }
    },
  }
  await consuming.publish('status', 1)
  const invoker = inProcessInvoker({
    async 'keep-status'(_, until) {
      begun.resolve()
      await new Promise((_resolve, reject) =>
        until.addEventListener('abort', () => reject(until.reason as Error)),
      )
      return []
    },
  })
  const kinds: string[] = []
  const parts = { group: 'one', routes: { status: ['keep-status'] }, reader: shared, invoker }
  const watch = ({ kind }: { readonly kind: string }): void => void kinds.push(kind)
  const bury = async (): Promise<never> => Promise.reject(new Error('nothing dies of that'))
  const options = { drain: false, signal: stop.signal }
  const running = consume({ ...parts, bury, watch, clock: consuming.clock }, options)
  const ended = running.catch((error: unknown) => error)
  await begun.promise
  lost.abort()
  await expect.poll(() => kinds).toEqual(['fetched', 'begun', 'dropped'])
  const reason = new Error('stop')
  stop.abort(reason)
  expect(await ended).toBe(reason)
  expect(settled).toBe(0)
})

test('goes on after all that waited has gone to another member', async () => {
  const stop = new AbortController()
  const [lost, kept] = [new AbortController(), new AbortController()]
  const begun = Promise.withResolvers<void>()
  await using reader = consuming.home.reader('one')
  const delivery = (offset: number, until: AbortController): Delivery => ({
    topic: 'status',
    partition: 0,
    messages: [{ ...message('key|1', offset), offset }],
    settle: async () => undefined,
    lost: until.signal,
  })
  const shared = {
    ...reader,
    async *read() {
      yield delivery(0, lost)
      await begun.promise
      // As many as may wait behind the one at work.
      for (let offset = 1; offset <= 16; offset++) yield delivery(offset, lost)
      await new Promise((resolve) => lost.signal.addEventListener('abort', resolve))
      yield delivery(17, kept)
      await new Promise(() => undefined)
    },
  }
  const given: string[] = []
  const invoker = inProcessInvoker({
    async 'keep-status'(messages, until) {
      given.push(...messages.map(({ id }) => id))
      if (lost.signal.aborted) return []
      begun.resolve()
      await new Promise((_resolve, reject) =>
        until.addEventListener('abort', () => reject(until.reason as Error)),
      )
      return []
    },
  })
  const kinds: string[] = []
  const watch = ({ kind }: { readonly kind: string }): void => void kinds.push(kind)
  const bury = async (): Promise<void> => undefined
  const parts = { group: 'one', routes: { status: ['keep-status'] }, reader: shared, invoker, bury, watch }
  const running = consume({ ...parts, clock: consuming.clock }, { drain: false, signal: stop.signal })
  const ended = running.catch((error: unknown) => error)
  await expect.poll(() => kinds.filter((kind) => kind === 'fetched')).toHaveLength(17)
  lost.abort()
  await expect.poll(() => given).toEqual([message('key|1', 0).id, message('key|1', 17).id])
  const reason = new Error('stop')
  stop.abort(reason)
  expect(await ended).toBe(reason)
})
