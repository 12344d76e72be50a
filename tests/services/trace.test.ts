import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TraceEvent } from '../../engine/trace/events.ts'
import type { SentEvent } from '../../engine/trace/otlp-events.ts'
import { rowRejected, traceConformance } from '../conformance/trace.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { eventsOfAllKinds } from '../trace/events-of-all-kinds.ts'
import { readOfficially } from '../trace/otlp-official.ts'
import { needs } from './needs.ts'
import { newStream, type TestStream } from './trace-stream.ts'

const { endpoints, missing, named } = needs('moto')

/** What was sent more than once counts once. */
const once = (sent: readonly SentEvent[]): readonly TraceEvent[] => [
  ...new Map(sent.map(({ uid, event }) => [uid, event])).values(),
]
const ofPoll = (poll: string): TraceEvent => ({ ...rowRejected(1), poll })
const places = (events: readonly TraceEvent[]): readonly string[] =>
  events.flatMap((event) => ('place' in event ? [event.place] : []))

describe.skipIf(missing)(named('the trace in a Kinesis stream'), () => {
  traceConformance('the Kinesis stream', async () => {
    const home = await newStream(endpoints.moto)
    return {
      sink: home.sink(),
      reopen: async () => home.sink(),
      arrived: async () => once(await home.sent()),
      async breakDown() {
        await home.proxy.down()
        return () => home.proxy.up()
      },
      async close() {
        await home[Symbol.asyncDispose]()
      },
    }
  })

  let home: TestStream
  beforeEach(async () => {
    home = await newStream(endpoints.moto)
  })
  afterEach(() => home[Symbol.asyncDispose]())
  const calls = (): readonly number[] =>
    home.proxy.seen.filter(({ call }) => call === 'PutRecords').map(({ bytes }) => bytes)

  async function tell(...events: readonly TraceEvent[]): Promise<void> {
    const sink = home.sink()
    for (const event of events) sink.emit(event)
    await sink.flush()
  }

  test('is export requests of OTLP, of logs and of spans, each read by the official definitions', async () => {
    await tell(...eventsOfAllKinds)
    const kinds = (await home.records()).map((text) => Object.keys(readOfficially(text)))
    expect(kinds.flat().filter((key) => key.startsWith('resource'))).toEqual([
      'resourceLogs',
      'resourceSpans',
    ])
    expect(home.meter.read()).toEqual({ 'kinesis.records': 2 })
  })

  test('takes more polls at once than a call may carry records', async () => {
    const events = Array.from({ length: 501 }, (_, at) => ofPoll(`poll-${at}`))
    await tell(...events)
    expect(calls()).toHaveLength(2)
    const polls = (await home.sent()).map(({ event }) => event.poll)
    expect(polls.toSorted()).toEqual(events.map(({ poll }) => poll).toSorted())
  })

  test('takes what is larger than a record and a call may be', async () => {
    const text = '選'.repeat(2_000)
    const events = Array.from({ length: 1_200 }, (_, at) => ({ ...rowRejected(at), message: text }))
    await tell(...events)
    expect(once(await home.sent())).toEqual(events)
    expect(calls().length).toBeGreaterThan(1)
    for (const record of await home.records()) expect(Buffer.byteLength(record)).toBeLessThan(1_048_576)
  })

  test('sends again what the stream refused, and only that', async () => {
    home.proxy.next({ kind: 'partial' }, 2)
    await tell(...Array.from({ length: 100 }, (_, at) => ofPoll(`poll-${at}`)))
    const [first = 0, second = 0, third = 0] = calls()
    expect(second).toBeLessThan(first * 0.6)
    expect(third).toBeLessThan(second * 0.6)
    expect(await home.sent()).toHaveLength(100)
    expect(home.meter.read()).toEqual({ 'kinesis.records': 100 })
  })

  test('waits a little where the stream is throttled, and loses nothing', async () => {
    home.proxy.next({ kind: 'error', name: 'ProvisionedThroughputExceededException' }, 2)
    await tell(rowRejected(1), rowRejected(2))
    expect(places((await home.sent()).map(({ event }) => event))).toEqual(['L1', 'L2'])
  })

  test('says an event twice under one name where an answer was lost', async () => {
    home.proxy.next({ kind: 'lost answer' })
    await tell(rowRejected(1), rowRejected(2))
    const sent = await home.sent()
    expect(sent).toHaveLength(4)
    expect(places(once(sent))).toEqual(['L1', 'L2'])
  })

  test('gives an event the same name in a later attempt, in another record', async () => {
    home.proxy.next({ kind: 'lost answer' }, 5)
    const sink = home.sink()
    sink.emit(rowRejected(1))
    await sink.flush()
    sink.emit(rowRejected(2))
    await sink.flush()
    const sent = await home.sent()
    expect(sent.length).toBeGreaterThan(5)
    expect(places(once(sent))).toEqual(['L1', 'L2'])
  })

  test('keeps what a stream that is long refused does not take, in order, for a later poll', async () => {
    home.proxy.when(() => ({ kind: 'partial' }))
    const sink = home.sink()
    for (let at = 0; at < 3_000; at++) sink.emit(rowRejected(at))
    await sink.flush()
    home.proxy.calm()
    sink.emit(rowRejected(3_000))
    await sink.flush()
    const arrived = new Set(places(once(await home.sent())))
    expect(arrived).toEqual(new Set(Array.from({ length: 3_001 }, (_, at) => `L${at}`)))
  })

  test('leaves a stream alone for a while that did not answer, however much is told', async () => {
    const clock = manualClock({ auto: true })
    const sink = home.sink(clock)
    await home.proxy.down()
    sink.emit(rowRejected(0))
    await sink.flush()
    await home.proxy.up()
    const before = calls().length
    // It gathers for a second of this clock before it looks whether it is time: too soon, and then late enough.
    sink.emit(rowRejected(1))
    await vi.waitFor(() => expect(clock.slept.filter((one) => one === 1_000)).toHaveLength(2))
    await new Promise((resolve) => setImmediate(resolve))
    sink.emit(rowRejected(2))
    await vi.waitFor(() => expect(calls().length).toBeGreaterThan(before))
    await sink.flush()
    // One call had all of them: a call that came too soon would be one more.
    expect(calls()).toHaveLength(before + 1)
    expect(places(once(await home.sent()))).toEqual(['L0', 'L1', 'L2'])
  })

  test('a flush gives up after five seconds, and a later one sends everything', {
    timeout: 30_000,
  }, async () => {
    const sink = home.sink()
    const late = 20_000
    home.proxy.when(() => ({ kind: 'delay', milliseconds: late }))
    sink.emit(rowRejected(1))
    const began = performance.now()
    await sink.flush()
    const took = performance.now() - began
    expect(took).toBeGreaterThan(4_500)
    // Before anything was answered.
    expect(took).toBeLessThan(late)
    home.proxy.calm()
    sink.emit(rowRejected(2))
    await sink.flush()
    expect(places(once(await home.sent()))).toEqual(expect.arrayContaining(['L1', 'L2']) as string[])
  })
})

describe.skipIf(missing)(named('a stream that does not exist'), () => {
  test('fails nothing, and has everything once it is made', async () => {
    await using home = await newStream(endpoints.moto, { exists: false })
    const sink = home.sink()
    sink.emit(rowRejected(1))
    await sink.flush()
    await home.create()
    sink.emit(rowRejected(2))
    await sink.flush()
    expect(places(once(await home.sent()))).toEqual(['L1', 'L2'])
  })
})
