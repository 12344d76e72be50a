import { topics } from '../model/envelope.ts'

/** A topic as `feed setup` makes it. Replicas follow from the number of brokers. */
export interface KafkaTopic {
  readonly topic: string
  /** Fixed for good: where the messages of a key lie, and so their order, rests on it. */
  readonly partitions: number
  readonly retentionDays: number
}

/** Every topic (docs/record.md says why they are kept so long). */
export const kafkaTopics: readonly KafkaTopic[] = [
  { topic: topics.changes, partitions: 24, retentionDays: 120 },
  { topic: topics.status, partitions: 6, retentionDays: 30 },
  { topic: topics.current, partitions: 24, retentionDays: 120 },
  { topic: topics.alerts, partitions: 6, retentionDays: 120 },
  { topic: topics.dead, partitions: 6, retentionDays: 120 },
]

const dayMilliseconds = 86_400_000
/** A message of the most that the log takes, with all that Kafka puts around it, has room twice. */
const maxBatchBytes = 2_097_152

const mostReplicas = 3

/** So many copies where there are brokers for them. Of brokers without a number there are always enough. */
export const replicasFor = (brokers: number, kind: BrokerKind = 'usual'): number =>
  kind === 'serverless' ? mostReplicas : Math.min(mostReplicas, brokers)

/** Whether brokers take all settings of a topic. */
export type BrokerKind = 'usual' | 'serverless'

/** What may not be set on serverless brokers; they see to it themselves. */
const leftToBrokers: ReadonlySet<string> = new Set(['min.insync.replicas', 'unclean.leader.election.enable'])

/** What brokers must know about a topic, by Kafka's names. One copy may be down, and still nothing is lost. */
export function kafkaTopicSettings(
  { retentionDays }: KafkaTopic,
  replicas: number,
  kind: BrokerKind = 'usual',
): Readonly<Record<string, string>> {
  const settings = {
    'cleanup.policy': 'delete',
    'retention.ms': String(retentionDays * dayMilliseconds),
    'retention.bytes': '-1',
    'max.message.bytes': String(maxBatchBytes),
    'min.insync.replicas': String(Math.max(1, replicas - 1)),
    'unclean.leader.election.enable': 'false',
    'compression.type': 'producer',
  }
  const taken = Object.entries(settings).filter(([name]) => kind === 'usual' || !leftToBrokers.has(name))
  return Object.fromEntries(taken)
}
