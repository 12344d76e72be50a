import { randomBytes } from 'node:crypto'
import {
  type KinesisClient,
  PutRecordsCommand,
  type PutRecordsRequestEntry,
  type PutRecordsResultEntry,
} from '@aws-sdk/client-kinesis'
import type { Meter } from '../flow/meter.ts'
import type { Clock } from '../time/clock.ts'
import type { TraceEvent } from './events.ts'
import { callsOf, type KinesisRecord, recordsOf } from './kinesis-records.ts'
import { traceQueue } from './queue.ts'
import type { TraceSink } from './sink.ts'

/** Events of so long go out together: a poll is one or two calls then, not one per event. */
const gatherMilliseconds = 1_000
/** Whoever ends (a Lambda above all) waits no longer for its trace. */
const flushMilliseconds = 5_000
/** Tries of what the stream refused for being too much at once. */
const attempts = 5
const firstWaitMilliseconds = 100
/** So long a stream that did not answer is left alone; doubled each time. */
const firstPauseMilliseconds = 1_000
const longestPauseMilliseconds = 30_000
/** The call is wrong in itself: it would hold up all that comes after. */
const senseless: ReadonlySet<string> = new Set(['InvalidArgumentException', 'ValidationException'])

export interface KinesisTraceParts {
  readonly client: KinesisClient
  readonly stream: string
  readonly meter: Meter
  readonly clock: Clock
}

/**
 * Events as OTLP in a stream: each record is one export request in JSON, of logs or of spans, and its partition key is the
 * poll. While the stream can not be written events wait, as many as the queue takes, and go out with a later poll; an
 * answer that was lost makes an event arrive twice, under the same `log.record.uid`. Gathers for a second, so that a
 * process that ends must flush, which takes at most five.
 */
export function kinesisTrace({ client, stream, meter, clock }: KinesisTraceParts): TraceSink {
  const sender = randomBytes(8).toString('hex')
  const uids = new WeakMap<TraceEvent, string>()
  let told = 0
  let pause = 0
  let notBefore = Number.NEGATIVE_INFINITY

  /** The same for an event that is sent again; in the order of telling. */
  function uidOf(event: TraceEvent): string {
    const known = uids.get(event)
    if (known !== undefined) return known
    told += 1
    const uid = `${sender}-${String(told).padStart(12, '0')}`
    uids.set(event, uid)
    return uid
  }

  /** Answers with the records that the stream did not take. */
  async function put(
    records: readonly KinesisRecord[],
    signal: AbortSignal,
  ): Promise<readonly KinesisRecord[]> {
    let left = records
    for (let attempt = 1; ; attempt += 1) {
      const Records = left.map(entryOf)
      const answer = await client.send(new PutRecordsCommand({ StreamName: stream, Records }), {
        abortSignal: signal,
      })
      const refused = left.filter((_, at) => isRefused(answer.Records?.[at]))
      meter.count('kinesis.records', left.length - refused.length)
      left = refused
      if (left.length === 0 || attempt === attempts) return left
      await clock.sleep(firstWaitMilliseconds * 2 ** (attempt - 1), signal)
    }
  }

  function failed(): void {
    pause = Math.min(longestPauseMilliseconds, Math.max(firstPauseMilliseconds, pause * 2))
    notBefore = clock.elapsed() + pause
  }

  return traceQueue({
    atOnce: 2_000,
    flushMilliseconds,
    gather: (signal) => clock.sleep(gatherMilliseconds, signal).catch(() => undefined),
    async write(events, { hurried, signal }) {
      if (!hurried && clock.elapsed() < notBefore) return events
      const left: KinesisRecord[] = []
      for (const call of callsOf(recordsOf(events, uidOf))) {
        // A stream that did not take one call is not bothered with the others.
        left.push(...(left.length > 0 ? call : await put(call, signal).catch(leaving(call))))
      }
      if (left.length === 0) pause = 0
      else failed()
      const again = new Set(left.flatMap((record) => record.events))
      return events.filter((event) => again.has(event))
    },
  })
}

/** What an unanswered call leaves: all that it carried. */
const leaving =
  (call: readonly KinesisRecord[]) =>
  (error: unknown): readonly KinesisRecord[] => {
    if (error instanceof Error && senseless.has(error.name)) throw error
    return call
  }

const entryOf = ({ key, data }: KinesisRecord): PutRecordsRequestEntry => ({ PartitionKey: key, Data: data })
/** An answer that says nothing of a record has not taken it; some servers name no error as null. */
const isRefused = (entry: PutRecordsResultEntry | undefined): boolean =>
  entry === undefined || Boolean(entry.ErrorCode)
