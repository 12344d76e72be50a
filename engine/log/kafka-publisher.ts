import { FeedError } from '../errors/feed-error.ts'
import { orAborted } from '../flow/abortable.ts'
import type { Meter } from '../flow/meter.ts'
import type { Message } from '../model/envelope.ts'
import type { Clock } from '../time/clock.ts'
import { assertFits, boundedMessages } from './bounded-messages.ts'
import { heldMessage } from './held-message.ts'
import type { KafkaCluster } from './kafka-cluster.ts'
import { kafkaFailure } from './kafka-failure.ts'
import { type KafkaProducer, kafkaProducer } from './kafka-producer.ts'
import { within } from './kafka-within.ts'
import type { Log } from './log.ts'
import { messageBytes } from './message-bytes.ts'

const maxMessageBytes = 1_000_000
/**
 * What goes out at once. All of it may fall on one partition, where it becomes one batch of records; with what Kafka adds
 * it stays well below `max.message.bytes` of the topics.
 */
const maxSendBytes = 1_000_000
const maxSendMessages = 1_000
/** One batch, its tries, and finding the brokers. */
const sendMilliseconds = 20_000
const leaveMilliseconds = 2_000

export interface KafkaParts {
  readonly cluster: KafkaCluster
  /** Stands before the names of topics and groups on the brokers, and so in errors. */
  readonly topicPrefix: string
  readonly meter: Meter
  readonly clock: Clock
}

/**
 * Publishes through one idempotent producer, one batch after the other, whoever calls: so the order of a call, and of a
 * call after a call, is that of the log. A producer that failed once is dropped, its connections with it: kafkajs may have
 * lost count of its sequence numbers (its issue 598), and what it still had on the way must not come after what follows.
 */
export function kafkaPublisher({ cluster, topicPrefix, meter, clock }: KafkaParts): Log {
  let producer: KafkaProducer | undefined
  let free: Promise<void> = Promise.resolve()
  let asked = 0
  /** The last failure, and who had asked by then. */
  let trouble: { readonly error: FeedError; readonly upTo: number } | undefined

  async function send(topic: string, some: readonly Message[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    const name = `${topicPrefix}${topic}`
    producer ??= kafkaProducer(cluster.client())
    try {
      await within(clock, sendMilliseconds, signal, producer.send(name, some))
    } catch (error) {
      producer.cut()
      producer = undefined
      throw kafkaFailure(error, name, signal)
    }
    meter.count('kafka.messages', some.length)
    meter.count(
      'kafka.bytes',
      some.reduce((sum, message) => sum + messageBytes(message), 0),
    )
  }

  /**
   * One after the other, in the order of asking. Who gives up waiting leaves the order of the others as it was. Who waits
   * while another finds the brokers unusable fails with it: hundreds of feeds would else find it out one by one.
   */
  async function inTurn(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const before = free
    const mine = Promise.withResolvers<void>()
    const number = (asked += 1)
    free = mine.promise
    try {
      await orAborted(before, signal)
      if (trouble !== undefined && number <= trouble.upTo) throw trouble.error
      await work()
    } catch (error) {
      const isNew = error instanceof FeedError && error.code === 'LOG_FAILED' && error !== trouble?.error
      if (isNew) trouble = { error, upTo: asked }
      throw error
    } finally {
      void before.then(mine.resolve)
    }
  }

  return {
    maxMessageBytes,
    async publish(topic, messages, signal) {
      const all = Array.from(messages, heldMessage)
      for (const message of all) assertFits(message, maxMessageBytes)
      for (const some of boundedMessages(all, { bytes: maxSendBytes, count: maxSendMessages })) {
        await inTurn(() => send(topic, some, signal), signal)
      }
    },
    async [Symbol.asyncDispose]() {
      const last = producer
      producer = undefined
      await last?.leave(clock, leaveMilliseconds)
    },
  }
}
