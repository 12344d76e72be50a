import type { Meter } from '../flow/meter.ts'
import type { Clock } from '../time/clock.ts'
import { systemClock } from '../time/system-clock.ts'
import type { KafkaCluster } from './kafka-cluster.ts'
import { kafkaPublisher } from './kafka-publisher.ts'
import { kafkaReader } from './kafka-reader.ts'
import type { Log, Reader } from './log.ts'

/**
 * The log's home in the cloud. `topicPrefix` stands before the names of topics and groups on the brokers and in
 * errors, and is seen nowhere else. Topics are made by `feed setup` (kafka-topics.ts); one that is missing is LOG_REFUSED. Connects with the
 * first use.
 */
export function kafkaLog({
  cluster,
  topicPrefix,
  meter,
  clock = systemClock,
}: {
  readonly cluster: KafkaCluster
  readonly topicPrefix: string
  readonly meter: Meter
  readonly clock?: Clock
}): { readonly log: Log; reader(group: string): Reader } {
  const parts = { cluster, topicPrefix, meter, clock }
  return { log: kafkaPublisher(parts), reader: (group) => kafkaReader(parts, group) }
}
