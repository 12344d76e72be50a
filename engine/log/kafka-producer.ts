import { CompressionTypes, Partitioners } from 'kafkajs'
import type { Message } from '../model/envelope.ts'
import type { Clock } from '../time/clock.ts'
import type { KafkaClient } from './kafka-cluster.ts'
import { asRecord } from './kafka-record.ts'
import { within } from './kafka-within.ts'

const { signal: never } = new AbortController()

/** One producer of kafkajs, good until its first failure. */
export interface KafkaProducer {
  /** One batch, written to every replica in sync. Not to be called again before it has answered. */
  send(topic: string, messages: readonly Message[]): Promise<void>
  /** Ends it at once: what waits for an answer fails. */
  cut(): void
  leave(clock: Clock, milliseconds: number): Promise<void>
}

/** Connects with the first batch. */
export function kafkaProducer(client: KafkaClient): KafkaProducer {
  const chosen = new Set<number>()
  const producer = client.kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    // The murmur2 of the Java client: programs in every language find a key where we put it.
    createPartitioner() {
      const choose = Partitioners.DefaultPartitioner()
      return (asked) => {
        const partition = choose(asked)
        chosen.add(partition)
        return partition
      }
    },
  })
  let connected: Promise<void> | undefined

  return {
    async send(topic, messages) {
      connected ??= producer.connect()
      await connected
      chosen.clear()
      const answers = await producer.send({
        topic,
        acks: -1,
        compression: CompressionTypes.GZIP,
        messages: messages.map(asRecord),
      })
      // When the leader of a partition moves between two tries of one batch, kafkajs can forget that partition and say
      // that all went well.
      const written = new Set(
        answers.flatMap(({ partition, errorCode }) => (errorCode === 0 ? [partition] : [])),
      )
      const missing = [...chosen].filter((partition) => !written.has(partition))
      if (missing.length > 0) throw new Error(`nobody confirmed partition ${missing.join(', ')}`)
    },
    cut: () => client.cut(),
    async leave(clock, milliseconds) {
      try {
        await within(clock, milliseconds, never, producer.disconnect())
      } catch {
        // The connections are broken next; nothing of ours is on the way any more.
      }
      client.cut()
    },
  }
}
