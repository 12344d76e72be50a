import type { Consumer, EachBatchPayload } from 'kafkajs'
import type { Clock } from '../time/clock.ts'
import { boundedMessages } from './bounded-messages.ts'
import { namesOf } from './kafka-failure.ts'
import { type KafkaOffsets, type Place, placeOf } from './kafka-offsets.ts'
import { receivedRecord } from './kafka-record.ts'
import type { Gap, Position, Tenure } from './kafka-tenure.ts'
import { pause } from './kafka-within.ts'
import type { Received } from './log.ts'

const maxMessages = 500
const maxBytes = 1_000_000
/** In less no topic is deleted, made again and filled. */
const quietMilliseconds = 500

/** What kafkajs is told by an answer to a heartbeat: it will join the group again. */
const rejoins: ReadonlySet<string> = new Set([
  'REBALANCE_IN_PROGRESS',
  'NOT_COORDINATOR_FOR_GROUP',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
])

/** A part of a fetched batch; behind it the log goes on at `next`. */
export interface Fetched {
  readonly position: Position
  readonly messages: readonly Received[]
  readonly next: number
}
interface Surroundings {
  readonly clock: Clock
  readonly consumer: Consumer
  readonly offsets: KafkaOffsets
  readonly heartbeatMilliseconds: number
  /** Undefined: the member has no partitions, or is about to lose them. */
  tenure(): Tenure | undefined
  /** Nothing that was fetched counts until the group has shared out its partitions again. */
  rejoining(): void
  onGap(tenure: Tenure, gap: Gap): Promise<void>
  readonly queue: { readonly hasRoom: boolean; changed(): Promise<void>; put(fetched: Fetched): void }
}

/**
 * What kafkajs calls for each batch that it fetched. Puts it into the queue in parts, waits while there is no room (and
 * goes on saying that this member lives), and only then lets kafkajs fetch further on.
 */
export function kafkaBatches(around: Surroundings): (payload: EachBatchPayload) => Promise<void> {
  const { clock, consumer, offsets, queue } = around

  /**
   * kafkajs calls with batches of an earlier membership too; where the log does not have its offset it goes on at the
   * beginning of what there is; and after a pause it may be another log of the same name, long enough to have that offset.
   * The brokers forget what a group settled together with the topic, and kafkajs makes them when it begins again.
   */
  async function comesNext(
    { batch }: EachBatchPayload,
    position: Position,
    tenure: Tenure,
  ): Promise<boolean> {
    const { topic, partition } = batch
    const { next } = position
    const first = Number(batch.firstOffset())
    const isExpected = first === next || (first > next && position.asked === next)
    const hadSettled = position.settled !== undefined
    const isQuiet = clock.elapsed() - position.heard > quietMilliseconds
    if (isExpected && !(hadSettled && isQuiet)) return true
    const place = placeOf(topic, partition)
    const [spans, settled] = await Promise.all([offsets.spans([topic]), offsets.settled([topic])])
    if (around.tenure() !== tenure) return false
    const { begins, ends } = spans.get(place) ?? { begins: 0, ends: 0 }
    const isForgotten = hadSettled && !settled.has(place)
    if (begins > next || ends < next || isForgotten) {
      await around.onGap(tenure, { topic, partition, next, begins, ends })
      return false
    }
    if (isExpected) return true
    if (first > next) position.asked = next
    consumer.seek({ topic, partition, offset: String(next) })
    return false
  }

  async function heartbeat(payload: EachBatchPayload): Promise<void> {
    try {
      await payload.heartbeat()
    } catch (error) {
      if (namesOf(error).some((name) => rejoins.has(name))) around.rejoining()
      throw error
    }
  }

  return async (payload) => {
    const { batch } = payload
    const tenure = around.tenure()
    const position = tenure?.positions.get(placeOf(batch.topic, batch.partition))
    if (tenure === undefined || position === undefined) return
    if (!(await comesNext(payload, position, tenure))) return
    const end = Number(batch.lastOffset()) + 1
    const messages = batch.messages.map((record) => receivedRecord(record, batch.topic, batch.partition))
    const parts = [...boundedMessages(messages, { bytes: maxBytes, count: maxMessages })]
    for (const [at, part] of parts.entries()) {
      while (!queue.hasRoom) {
        // oxlint-disable-next-line no-await-in-loop -- until there is room
        await pause(clock, around.heartbeatMilliseconds, queue.changed())
        // oxlint-disable-next-line no-await-in-loop -- until there is room
        await heartbeat(payload)
        if (!payload.isRunning() || around.tenure() !== tenure) return
      }
      const behind = parts[at + 1]?.[0]?.offset
      position.next = behind ?? end
      queue.put({ position, messages: part, next: position.next })
      // After a failure kafkajs fetches from here, and not again what is in the queue.
      payload.resolveOffset(String(position.next - 1))
    }
    position.heard = clock.elapsed()
  }
}

/** Without what lies behind these ends. */
export function upTo(ends: ReadonlyMap<Place, number> | undefined, fetched: Fetched): Fetched {
  if (ends === undefined) return fetched
  const { position, messages, next } = fetched
  const end = ends.get(placeOf(position.topic, position.partition)) ?? 0
  if (next <= end) return fetched
  return { position, messages: messages.filter(({ offset }) => offset < end), next: end }
}
