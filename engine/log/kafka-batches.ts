import type { Consumer, EachBatchPayload } from 'kafkajs'
import type { Clock } from '../time/clock.ts'
import { boundedMessages } from './bounded-messages.ts'
import { namesOf } from './kafka-failure.ts'
import { type KafkaOffsets, placeOf } from './kafka-offsets.ts'
import { receivedRecord } from './kafka-record.ts'
import { gap, type Position, type Tenure } from './kafka-tenure.ts'
import { pause } from './kafka-within.ts'
import type { Received } from './log.ts'

const maxMessages = 500
const maxBytes = 1_000_000

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
  readonly group: string
  readonly consumer: Consumer
  readonly offsets: KafkaOffsets
  readonly heartbeatMilliseconds: number
  /** Undefined: the member has no partitions, or is about to lose them. */
  tenure(): Tenure | undefined
  /** Nothing that was fetched counts until the group has shared out its partitions again. */
  rejoining(): void
  onGap(error: unknown, position: Position): Promise<void>
  readonly queue: { readonly hasRoom: boolean; changed(): Promise<void>; put(fetched: Fetched): void }
}

/**
 * What kafkajs calls for each batch that it fetched. Puts it into the queue in parts, waits while there is no room (and
 * goes on saying that this member lives), and only then lets kafkajs fetch further on.
 */
export function kafkaBatches(around: Surroundings): (payload: EachBatchPayload) => Promise<void> {
  const { clock, consumer, offsets, queue } = around

  /** kafkajs calls with batches of an earlier membership too, and goes on elsewhere when the log no longer has its offset. */
  async function comesNext(
    { batch }: EachBatchPayload,
    position: Position,
    tenure: Tenure,
  ): Promise<boolean> {
    const { topic, partition } = batch
    if (Number(batch.firstOffset()) <= position.next || position.asked === position.next) return true
    const place = placeOf(topic, partition)
    const { begins, ends } = (await offsets.spans([topic])).get(place) ?? { begins: 0, ends: 0 }
    if (around.tenure() !== tenure) return false
    if (begins > position.next) {
      await around.onGap(gap(around.group, place, position.next, { begins, ends }), position)
      return false
    }
    position.asked = position.next
    consumer.seek({ topic, partition, offset: String(position.next) })
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
    const messages = batch.messages
      .map((record) => receivedRecord(record, batch.topic, batch.partition))
      .filter(({ offset }) => offset >= position.next)
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
      position.next = behind ?? Math.max(end, position.next)
      queue.put({ position, messages: part, next: position.next })
    }
    payload.resolveOffset(String(Math.max(end, position.next) - 1))
  }
}
