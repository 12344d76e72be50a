import { orAborted } from '../flow/abortable.ts'
import type { Clock } from '../time/clock.ts'
import type { KafkaCluster } from './kafka-cluster.ts'
import { kafkaFailure } from './kafka-failure.ts'
import { kafkaOffsets } from './kafka-offsets.ts'
import { within } from './kafka-within.ts'

const askMilliseconds = 15_000

/**
 * How many messages each group has not settled of its topic, all asked through one connection, which is closed afterwards: who
 * asks once a minute, and sleeps between, keeps none. Fails with LOG_REFUSED and LOG_FAILED.
 */
export async function kafkaLags(
  {
    cluster,
    topicPrefix,
    clock,
  }: { readonly cluster: KafkaCluster; readonly topicPrefix: string; readonly clock: Clock },
  asked: readonly { readonly group: string; readonly topic: string }[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const client = cluster.client()
  const left = new AbortController()
  const admin = client.kafka.admin()
  async function ask(): Promise<ReadonlyMap<string, number>> {
    const lags = new Map<string, number>()
    for (const { group, topic } of asked) {
      const offsets = kafkaOffsets(admin, `${topicPrefix}${group}`, clock, left.signal)
      const names = [`${topicPrefix}${topic}`]
      // oxlint-disable no-await-in-loop -- one connection
      const settled = await offsets.settled(names)
      const spans = await offsets.spans(names)
      // oxlint-enable no-await-in-loop
      const waiting = [...spans].map(([place, { begins, ends }]) => ends - (settled.get(place) ?? begins))
      lags.set(
        group,
        waiting.reduce((sum, one) => sum + Math.max(0, one), 0),
      )
    }
    await admin.disconnect()
    return lags
  }
  try {
    return await orAborted(within(clock, askMilliseconds, left.signal, ask()), signal)
  } catch (error) {
    const names = asked.map(({ topic }) => `${topicPrefix}${topic}`)
    throw kafkaFailure(error, names.join(', '), signal)
  } finally {
    left.abort(new Error('nobody asks any more'))
    client.cut()
  }
}
