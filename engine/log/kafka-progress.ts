import { orAborted } from '../flow/abortable.ts'
import { kafkaFailure } from './kafka-failure.ts'
import { kafkaOffsets, placeOf } from './kafka-offsets.ts'
import type { KafkaParts } from './kafka-publisher.ts'
import { within } from './kafka-within.ts'
import type { Progress, Reader } from './log.ts'

const askMilliseconds = 15_000
const { signal: never } = new AbortController()

/** Asks the brokers how far a group has come, through connections of its own, which it keeps from one question to the next. */
export function kafkaProgress(
  { cluster, topicPrefix, clock }: KafkaParts,
  group: string,
): { readonly progress: Reader['progress']; close(): Promise<void> } {
  const left = new AbortController()
  let asking: ReturnType<typeof open> | undefined
  function open() {
    const client = cluster.client()
    return {
      client,
      offsets: kafkaOffsets(client.kafka.admin(), `${topicPrefix}${group}`, clock, left.signal),
    }
  }

  /** Connections that failed once are not used again. */
  async function close(): Promise<void> {
    const { client, offsets } = asking ?? {}
    asking = undefined
    client?.cut()
    await within(clock, askMilliseconds, never, offsets?.close() ?? Promise.resolve()).catch(() => undefined)
  }

  return {
    async progress(topics, signal) {
      const names = topics.map((topic) => `${topicPrefix}${topic}`)
      try {
        left.signal.throwIfAborted()
        asking ??= open()
        const { offsets } = asking
        const asked = Promise.all([offsets.settled(names), offsets.spans(names)])
        const [settled, spans] = await orAborted(within(clock, askMilliseconds, left.signal, asked), signal)
        return [...spans].map(([place, { begins, ends }]): Progress => {
          const slash = place.lastIndexOf('/')
          const topic = place.slice(topicPrefix.length, slash)
          const partition = Number(place.slice(slash + 1))
          const at = placeOf(place.slice(0, slash), partition)
          return { topic, partition, settled: settled.get(at) ?? begins, end: ends }
        })
      } catch (error) {
        await close()
        throw kafkaFailure(error, names.join(', '), signal)
      }
    },
    async close() {
      left.abort(new Error('the reader was closed'))
      await close()
    },
  }
}
