import { orAborted } from '../flow/abortable.ts'
import { kafkaFailure } from './kafka-failure.ts'
import { type KafkaMember, kafkaMember } from './kafka-member.ts'
import type { Place } from './kafka-offsets.ts'
import { kafkaProgress } from './kafka-progress.ts'
import type { KafkaParts } from './kafka-publisher.ts'
import { pause } from './kafka-within.ts'
import type { Delivery, Reader } from './log.ts'

/** How soon a drain sees what other members of the group have settled. */
const lookMilliseconds = 250

/**
 * One member of a consumer group, which the brokers give some of the partitions, and others when members come and go.
 *
 * - A rebalance ends what was not settled: it comes again, here or elsewhere. `settle` of a delivery from before does
 *   nothing: the partition may be another's, who has settled more.
 * - `drain` ends when everything published before the call was delivered here or settled by another member; while another
 *   member works on it, it waits.
 * - A second `read` leaves the group and joins it again. Leaving takes a moment, dying takes a session of ten seconds.
 * - Fails with LOG_GAP, LOG_REFUSED, and with LOG_FAILED when the brokers do not answer for some seconds.
 */
export function kafkaReader(parts: KafkaParts, group: string): Reader {
  const { cluster, topicPrefix, clock } = parts
  const asking = kafkaProgress(parts, group)
  const members = new Set<KafkaMember>()
  let isClosed = false

  async function leaveAll(but?: KafkaMember): Promise<void> {
    const leaving = [...members].filter((member) => member !== but)
    await Promise.all(leaving.map((member) => member.leave()))
    for (const member of leaving) members.delete(member)
  }
  const delivery = ({ topic, ...rest }: Delivery): Delivery => ({
    ...rest,
    topic: topic.slice(topicPrefix.length),
  })

  async function* deliveries(
    member: KafkaMember,
    asked: Promise<ReadonlyMap<Place, number>> | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<Delivery> {
    signal.throwIfAborted()
    if (isClosed) return
    await orAborted(leaveAll(member), signal)
    member.join()
    const ends = asked && (await orAborted(asked, signal))
    while (!member.hasLeft) {
      signal.throwIfAborted()
      const changed = member.changed()
      const taken = member.take(ends)
      if (taken !== undefined) {
        if (taken.messages.length > 0) yield delivery(taken)
        continue
      }
      if (member.failure !== undefined) throw member.failure
      if (ends !== undefined && (await orAborted(member.isPast(ends), signal))) return
      await orAborted(ends === undefined ? changed : pause(clock, lookMilliseconds, changed), signal)
    }
  }

  return {
    read(topics, { drain, signal }) {
      const names = [...new Set(topics)].map((topic) => `${topicPrefix}${topic}`)
      const member = kafkaMember(cluster.client(), `${topicPrefix}${group}`, names, clock)
      members.add(member)
      const ends = drain && !isClosed && !signal.aborted ? member.ends() : undefined
      // It may fail before anybody waits for it.
      ends?.catch(() => undefined)
      return saying(deliveries(member, ends, signal), member, names, signal)
    },
    progress: asking.progress,
    async [Symbol.asyncDispose]() {
      isClosed = true
      await Promise.all([leaveAll(), asking.close()])
    },
  }
}

/** What goes wrong, as a coded error; what goes wrong because the member leaves is the end. */
async function* saying(
  deliveries: AsyncIterable<Delivery>,
  member: KafkaMember,
  names: readonly string[],
  signal: AbortSignal,
): AsyncIterable<Delivery> {
  try {
    yield* deliveries
  } catch (error) {
    if (!member.hasLeft || signal.aborted) throw kafkaFailure(error, names.join(', '), signal)
  }
}
