import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
  type _Record as StoredRecord,
} from '@aws-sdk/client-kinesis'
import { awsFailure } from '../aws/failure.ts'
import type { FeedId } from '../model/ids.ts'
import { type Clock, momentAt } from '../time/clock.ts'
import { eventsIn, type SentEvent } from './otlp-events.ts'
import type { TraceReader } from './reader.ts'

const hourMilliseconds = 3_600_000
/** A stream can only be read forwards: from so long ago first, then from longer and longer ago. */
const firstSpanMilliseconds = hourMilliseconds / 4
const nextSpans = 6
/** Our clock and that of the service may differ: what has just arrived is not left out. */
const aheadMilliseconds = 60_000

export interface KinesisReaderParts {
  readonly client: KinesisClient
  readonly stream: string
  readonly clock: Clock
}

interface Window {
  readonly from: number
  readonly to: number
}

/** The trace in a stream, as far back as the stream keeps it. Fails with AWS_FAILED or AWS_REFUSED. */
export function kinesisReader({ client, stream, clock }: KinesisReaderParts): TraceReader {
  const failure = (call: string, signal: AbortSignal) => (error: unknown) => {
    throw awsFailure(error, { service: 'kinesis', call, of: stream }, signal)
  }

  async function keptHours(signal: AbortSignal): Promise<number> {
    const { StreamDescriptionSummary: summary } = await client
      .send(new DescribeStreamSummaryCommand({ StreamName: stream }), { abortSignal: signal })
      .catch(failure('DescribeStreamSummary', signal))
    return summary?.RetentionPeriodHours ?? 24
  }

  async function* shards(signal: AbortSignal): AsyncIterable<string> {
    let next: string | undefined
    do {
      const input = next === undefined ? { StreamName: stream } : { NextToken: next }
      const { Shards = [], NextToken } = await client
        .send(new ListShardsCommand(input), { abortSignal: signal })
        .catch(failure('ListShards', signal))
      for (const { ShardId } of Shards) if (ShardId !== undefined) yield ShardId
      next = NextToken
    } while (next !== undefined)
  }

  /** What arrived in a shard within a window of time, in order. */
  async function* arrived(
    shard: string,
    { from, to }: Window,
    signal: AbortSignal,
  ): AsyncIterable<StoredRecord> {
    const { ShardIterator } = await client
      .send(
        new GetShardIteratorCommand({
          StreamName: stream,
          ShardId: shard,
          ShardIteratorType: 'AT_TIMESTAMP',
          Timestamp: momentAt(from),
        }),
        { abortSignal: signal },
      )
      .catch(failure('GetShardIterator', signal))
    let iterator = ShardIterator
    while (iterator !== undefined) {
      const {
        Records = [],
        NextShardIterator,
        MillisBehindLatest = 0,
      } = await client
        .send(new GetRecordsCommand({ ShardIterator: iterator }), { abortSignal: signal })
        .catch(failure('GetRecords', signal))
      for (const record of Records) {
        const at = record.ApproximateArrivalTimestamp?.getTime() ?? from
        if (at >= to) return
        if (at >= from) yield record
      }
      iterator = MillisBehindLatest > 0 ? NextShardIterator : undefined
    }
  }

  async function sentIn(
    window: Window,
    feed: FeedId,
    damaged: () => void,
    signal: AbortSignal,
  ): Promise<readonly SentEvent[]> {
    const found: SentEvent[] = []
    for await (const shard of shards(signal)) {
      for await (const { Data } of arrived(shard, window, signal)) {
        const events = eventsIn(Buffer.from(Data ?? []).toString())
        if (events === undefined) damaged()
        else found.push(...events.filter(({ event }) => event.feed === feed))
      }
    }
    return found.toSorted(newestFirst)
  }

  return {
    place: `the stream ${stream}`,
    keptHours,
    async *events(feed, { damaged, signal }) {
      const now = clock.now().getTime()
      const oldest = now - (await keptHours(signal)) * hourMilliseconds
      const seen = new Set<string>()
      let to = now + aheadMilliseconds
      for (let span = firstSpanMilliseconds; to > oldest; span *= nextSpans) {
        const from = Math.max(oldest, now - span)
        for (const { uid, event } of await sentIn({ from, to }, feed, damaged, signal)) {
          if (!seen.has(uid)) yield event
          seen.add(uid)
        }
        to = from
      }
    },
  }
}

/** Of one moment and one sender in the order of telling; records may arrive in any. */
function newestFirst(one: SentEvent, other: SentEvent): number {
  if (one.event.at !== other.event.at) return one.event.at < other.event.at ? 1 : -1
  return one.uid < other.uid ? 1 : -1
}
