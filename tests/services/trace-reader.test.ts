import { PutRecordsCommand } from '@aws-sdk/client-kinesis'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import type { Clock } from '../../engine/time/clock.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { kinesisReader } from '../../engine/trace/kinesis-reader.ts'
import { rowRejected } from '../conformance/trace.ts'
import { eventsOfAllKinds } from '../trace/events-of-all-kinds.ts'
import { needs } from './needs.ts'
import { newStream, type TestStream } from './trace-stream.ts'

const { endpoints, missing, named } = needs('moto')
const { signal } = new AbortController()
const feed = 'us-nc' as FeedId
const hour = 3_600_000

/** What has just arrived looks so old to who reads by this clock. */
const later = (milliseconds: number): Clock => ({
  ...systemClock,
  now: () => new Date(systemClock.now().getTime() + milliseconds),
})

describe.skipIf(missing)(named('the trace that is read from a Kinesis stream'), () => {
  let home: TestStream
  beforeEach(async () => {
    home = await newStream(endpoints.moto)
  })
  afterEach(() => home[Symbol.asyncDispose]())

  async function tell(...events: readonly TraceEvent[]): Promise<void> {
    const sink = home.sink()
    for (const event of events) sink.emit(event)
    await sink.flush()
  }
  async function read(clock = systemClock): Promise<{ events: readonly TraceEvent[]; damaged: number }> {
    let damaged = 0
    const reader = kinesisReader({ client: home.client, stream: home.stream, clock })
    const options = { damaged: () => void damaged++, signal }
    return { events: await Array.fromAsync(reader.events(feed, options)), damaged }
  }

  test('is what was told, the newest first', async () => {
    await tell(...eventsOfAllKinds)
    const { events } = await read()
    expect(events.map(({ event }) => event)).toEqual(eventsOfAllKinds.map(({ event }) => event).toReversed())
    expect(events.at(-1)).toEqual(eventsOfAllKinds[0])
  })

  test('is in the order of telling, across polls, shards and calls, also within one moment', async () => {
    const events = Array.from({ length: 1_200 }, (_, at) => ({
      ...rowRejected(Math.floor(at / 50)),
      place: `L${at}`,
      poll: `poll-${at % 600}`,
    }))
    await tell(...events)
    expect((await read()).events).toEqual(events.toReversed())
  })

  test('is of the feed that was asked for', async () => {
    await tell(rowRejected(1), { ...rowRejected(2), feed: 'us-nc-wake' as FeedId })
    expect((await read()).events).toEqual([rowRejected(1)])
  })

  test('has an event once whose answer was lost', async () => {
    home.proxy.next({ kind: 'lost answer' })
    await tell(rowRejected(1), rowRejected(2))
    expect(await home.sent()).toHaveLength(4)
    expect((await read()).events).toEqual([rowRejected(2), rowRejected(1)])
  })

  test('is shown beside records that nobody can read, which are counted', async () => {
    await tell(rowRejected(1))
    const Records = ['{"resourceLogs":[{', 'no JSON', '{"some":"other"}'].map((text) => ({
      PartitionKey: 'x',
      Data: Buffer.from(text),
    }))
    await home.client.send(new PutRecordsCommand({ StreamName: home.stream, Records }))
    expect(await read()).toEqual({ events: [rowRejected(1)], damaged: 3 })
  })

  test.each([10 * 60_000, 30 * 60_000, 3 * hour, 20 * hour])(
    'is found however long ago it arrived, once: %d ms',
    async (age) => {
      await tell(rowRejected(1), rowRejected(2))
      expect((await read(later(age))).events).toEqual([rowRejected(2), rowRejected(1)])
    },
  )

  test('is not read further back than the stream keeps it', async () => {
    await tell(rowRejected(1))
    expect((await read(later(25 * hour))).events).toEqual([])
    const reader = kinesisReader({ client: home.client, stream: home.stream, clock: systemClock })
    expect(await reader.keptHours(signal)).toBe(24)
    expect(reader.place).toBe(`the stream ${home.stream}`)
  })

  test('stops asking the stream when it is told to', async () => {
    const reader = kinesisReader({ client: home.client, stream: home.stream, clock: systemClock })
    const stopped = AbortSignal.abort(new Error('enough'))
    const reading = reader.events(feed, { damaged: () => undefined, signal: stopped })
    await expect(Array.fromAsync(reading)).rejects.toThrow('enough')
  })
})

describe.skipIf(missing)(named('a stream that does not exist'), () => {
  test('is said to be the trouble, by its name', async () => {
    await using home = await newStream(endpoints.moto, { exists: false })
    const reader = kinesisReader({ client: home.client, stream: home.stream, clock: systemClock })
    const reading = Array.fromAsync(reader.events(feed, { damaged: () => undefined, signal }))
    await expect(reading).rejects.toMatchObject({
      code: 'AWS_REFUSED',
      message: expect.stringContaining(`kinesis refused DescribeStreamSummary on ${home.stream}`) as string,
    })
  })
})
