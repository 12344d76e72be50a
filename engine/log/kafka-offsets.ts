import type { Admin } from 'kafkajs'
import type { Clock } from '../time/clock.ts'

const attempts = 20
const pauseMilliseconds = 250

/** `TOPIC/PARTITION`, by the name on the brokers. */
export type Place = `${string}/${number}`
export const placeOf = (topic: string, partition: number): Place => `${topic}/${partition}`

/** What a partition holds: from the first message to before the last but one that is to come. */
export interface Span {
  readonly begins: number
  /** The offset of the message that comes next. */
  readonly ends: number
}

/** Offsets as the brokers know them. Connects with the first question, if not before. */
export interface KafkaOffsets {
  connect(): Promise<void>
  /** Where the group goes on; what it never settled is not in it. */
  settled(topics: readonly string[]): Promise<ReadonlyMap<Place, number>>
  spans(topics: readonly string[]): Promise<ReadonlyMap<Place, Span>>
  close(): Promise<void>
}

/** Asks through `admin`, which is its own from now on; stops asking when it has `left`. */
export function kafkaOffsets(admin: Admin, groupId: string, clock: Clock, left: AbortSignal): KafkaOffsets {
  let connected: Promise<void> | undefined
  const connect = (): Promise<void> => (connected ??= admin.connect())

  /** kafkajs itself gives up at once where a leader has just moved or a topic is new. */
  async function ask<T>(question: () => Promise<T>): Promise<T> {
    await connect()
    for (let attempt = 1; ; attempt++) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        return await question()
      } catch (error) {
        const passes = error instanceof Error && 'retriable' in error && error.retriable === true
        if (!passes || attempt === attempts) throw error
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        await clock.sleep(pauseMilliseconds, left)
      }
    }
  }

  return {
    connect,
    async settled(topics) {
      const answers = await ask(() => admin.fetchOffsets({ groupId, topics: [...topics] }))
      const known = answers.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, offset }) => [placeOf(topic, partition), Number(offset)] as const),
      )
      // Below zero stands for: nothing was ever settled.
      return new Map(known.filter(([, offset]) => offset >= 0))
    },
    async spans(topics) {
      const spans = new Map<Place, Span>()
      for (const topic of topics) {
        // oxlint-disable-next-line no-await-in-loop -- topics are few
        for (const { partition, low, high } of await ask(() => admin.fetchTopicOffsets(topic))) {
          spans.set(placeOf(topic, partition), { begins: Number(low), ends: Number(high) })
        }
      }
      return spans
    },
    async close() {
      await connected?.catch(() => undefined)
      await admin.disconnect()
    },
  }
}
