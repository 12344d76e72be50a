import { LambdaClient } from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clientOptions } from '../../engine/aws/client-options.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import { defectOf, failuresOf } from '../../engine/invoke/answer.ts'
import type { Invoker } from '../../engine/invoke/invoker.ts'
import { lambdaInvoker } from '../../engine/invoke/lambda.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { message } from '../conformance/log-samples.ts'
import { accessTo } from '../services/server-access.ts'
import { type InvokeApi, type Invoked, startInvokeApi, throttled } from './invoke-api.ts'

const { signal } = new AbortController()
const batch = [message('a|b', 1), message('a|b', 2), message('c|d', 1)]
const said = (answer: unknown): Invoked => ({ payload: JSON.stringify(answer) })
const failed = (error: object): Invoked => ({ payload: JSON.stringify(error), functionError: 'Unhandled' })

describe('the invoker that asks Lambda', () => {
  let api: InvokeApi
  let client: LambdaClient
  let meter: Meter
  let run: (payload: string) => Invoked
  let events: { readonly processor: string; readonly messages: readonly Message[] }[]
  const invoker = (patience?: number): Invoker =>
    lambdaInvoker({ client, name: 'canvass:live', meter, ...(patience !== undefined && { patience }) })
  const invoke = (messages: readonly Message[] = batch) => invoker().invoke('tally', messages, signal)
  beforeEach(async () => {
    events = []
    run = () => said({ unprocessed: [] })
    api = await startInvokeApi(async (payload) => {
      events.push(JSON.parse(payload) as (typeof events)[number])
      return run(payload)
    })
    const options = clientOptions(accessTo({ lambda: api.endpoint }), 'lambda')
    client = new LambdaClient({ ...options, maxAttempts: 2 })
    meter = newMeter()
  })
  afterEach(async () => {
    client.destroy()
    await api[Symbol.asyncDispose]()
  })

  test('asks for the function of that name, with the processor and the messages and nothing else of them', async () => {
    const from = { topic: 'results.changes', partition: 1, offset: 2 }
    const more = batch.map((one) => ({ ...one, from, publishedAt: 'then' }))
    expect(await invoke(more)).toEqual([])
    expect(api.asked.map(({ name }) => name)).toEqual(['canvass:live'])
    expect(events).toEqual([{ processor: 'tally', messages: batch.map((one) => ({ ...one, from })) }])
    expect(meter.read()).toEqual({ 'lambda.invocations': 1 })
  })

  test('cuts a batch that no event can hold, and loses and repeats nothing', async () => {
    const large = Array.from({ length: 120 }, (_, at) => message(`k|${at}`, 1, '"\n'.repeat(30_000)))
    expect(await invoke(large)).toEqual([])
    expect(events.flatMap(({ messages }) => messages)).toEqual(large)
    expect(events.length).toBeGreaterThan(2)
    for (const { bytes } of api.asked) expect(bytes).toBeLessThanOrEqual(6_000_000)
    expect(Math.max(...api.asked.map(({ bytes }) => bytes))).toBeGreaterThan(5_800_000)
  })

  test('keeps back what is behind a message that was left, and only that', async () => {
    const large = [1, 2, 3, 4].flatMap((revision) =>
      ['a|b', 'c|d'].map((key) => message(key, revision, 'x'.repeat(2_500_000))),
    )
    run = (payload) => said({ unprocessed: payload.includes('precinct/1/a|b') ? [large[0]?.id] : [] })
    expect(await invoke(large)).toEqual(large.filter(({ key }) => key === 'a|b').map(({ id }) => id))
    const offered = events.slice(1).flatMap(({ messages }) => messages.map(({ key }) => key))
    expect(offered).toEqual(['c|d', 'c|d', 'c|d'])
  })

  test('tries again while it is throttled, and then says so', async () => {
    let times = 1
    run = () => (times-- > 0 ? throttled : said({ unprocessed: [] }))
    expect(await invoke()).toEqual([])
    run = () => throttled
    await expect(invoke()).rejects.toMatchObject({
      code: 'AWS_FAILED',
      retryable: true,
      message: expect.stringContaining('TooManyRequestsException: Rate Exceeded'),
    })
  })

  test.each([
    [{ status: 404, type: 'ResourceNotFoundException', message: 'Function not found' }, 'AWS_REFUSED', false],
    [{ status: 403, type: 'AccessDeniedException', message: 'no right' }, 'AWS_REFUSED', false],
    [{ status: 500, type: 'ServiceException', message: 'oh' }, 'AWS_FAILED', true],
  ])('says what the service says: %o', async (answer, code, retryable) => {
    run = () => answer
    await expect(invoke()).rejects.toMatchObject({
      code,
      retryable,
      message: expect.stringContaining('canvass:live'),
    })
  })

  test('asks once, and waits no longer than its patience, for a function that says nothing', async () => {
    run = () => 'silence'
    await expect(invoker(200).invoke('tally', batch, signal)).rejects.toMatchObject({
      code: 'INVOKE_TIMED_OUT',
      retryable: true,
    })
    expect(events).toHaveLength(1)
  })

  test('stops waiting with the reason of its signal', async () => {
    const stop = new AbortController()
    const reason = new Error('stop')
    run = () => {
      stop.abort(reason)
      return 'silence'
    }
    await expect(invoker().invoke('tally', batch, stop.signal)).rejects.toBe(reason)
    expect(events).toHaveLength(1)
  })

  test.each([
    [
      { errorMessage: '2026-11-04T02:00:00.000Z 7f Task timed out after 3.00 seconds' },
      'INVOKE_TIMED_OUT',
      true,
    ],
    [
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: 'RequestId: 7f Error: Task timed out after 60.00 seconds',
      },
      'INVOKE_TIMED_OUT',
      true,
    ],
    [
      {
        errorType: 'Runtime.ExitError',
        errorMessage: 'RequestId: 7f Error: Runtime exited with error: signal: killed',
      },
      'INVOKE_CRASHED',
      true,
    ],
    [{ errorMessage: 'RequestId: 7f Process exited before completing request' }, 'INVOKE_CRASHED', true],
    [{ errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: x' }, 'INVOKE_CRASHED', true],
    [{ errorType: 'Runtime.HandlerNotFound', errorMessage: 'no handler' }, 'INVOKE_UNUSABLE', false],
    [{ errorType: 'Error', errorMessage: "Cannot find package 'x'" }, 'INVOKE_UNUSABLE', false],
    [{}, 'INVOKE_UNUSABLE', false],
  ])('takes %j for %s', async (error, code, retryable) => {
    run = () => failed(error)
    await expect(invoke()).rejects.toMatchObject({ code, retryable })
  })

  test('throws what a processor threw, with its name and its stack, and without a code', async () => {
    const thrown = new RangeError('Task timed out after 3 seconds')
    const { name, message: words, stack } = defectOf(thrown)
    run = () => failed({ errorType: name, errorMessage: words, trace: stack?.split('\n') })
    const caught = await invoke().catch((error: unknown) => error)
    expect(caught).toMatchObject({ name: 'RangeError', message: thrown.message, stack: thrown.stack })
    expect(caught).not.toHaveProperty('code')
  })

  test('throws coded errors as they were: code, words, place, and several of them', async () => {
    const one = feedError(
      'CONSUME_UNREADABLE',
      { id: 'x', where: 'there', why: 'no JSON' },
      { place: 't/1@2' },
    )
    const other = feedError('CONSUME_BEHIND', { seconds: 3 })
    run = () => said({ failed: failuresOf(one) })
    const { code, message: words, hint, retryable, place } = one
    await expect(invoke()).rejects.toMatchObject({ code, message: words, hint, retryable, place })
    run = () => said({ failed: failuresOf(new AggregateError([one, other])) })
    await expect(invoke()).rejects.toMatchObject({ errors: [{ code }, { code: 'CONSUME_BEHIND' }] })
  })

  test.each([
    ['<html>', 'it is no JSON ("<html>")'],
    ['', 'it is no JSON ("")'],
    ['null', 'it has neither a list'],
    ['{"unprocessed":[7]}', 'it has neither a list'],
    [
      '{"unprocessed":["us-nc-precinct/9/a|b"]}',
      'it did not process "us-nc-precinct/9/a|b", which it was not given',
    ],
    ['{"failed":[]}', 'it has neither a list'],
    ['{"failed":[{"code":"X"}]}', 'it has neither a list'],
  ])('takes nothing for processed when the answer is %s', async (payload, why) => {
    run = () => ({ payload })
    await expect(invoke()).rejects.toMatchObject({
      code: 'INVOKE_ANSWER',
      retryable: false,
      message: expect.stringContaining(why),
    })
  })
})
