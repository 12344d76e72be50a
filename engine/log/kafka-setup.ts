import kafkajs, { type Admin } from 'kafkajs'
import { type Difference, differences, type Finding } from '../aws/finding.ts'
import type { Clock } from '../time/clock.ts'
import type { KafkaCluster } from './kafka-cluster.ts'
import { kafkaFailure, namesOf } from './kafka-failure.ts'
import {
  type BrokerKind,
  type KafkaTopic,
  kafkaTopicSettings,
  kafkaTopics,
  replicasFor,
} from './kafka-topics.ts'
import { within } from './kafka-within.ts'

// Node sees no such name among the exports of this CommonJS module.
const { ConfigResourceTypes } = kafkajs
const setupMilliseconds = 30_000
const pauseMilliseconds = 100

/** What was found of a topic, under its name on the brokers. */
interface TopicFound extends Finding {
  readonly topic: string
}

/** Looks for every topic and, with `make`, makes those that are missing. Fails with LOG_FAILED or LOG_REFUSED. */
export async function setUpKafkaTopics(
  {
    cluster,
    topicPrefix,
    clock,
    kind = 'usual',
  }: {
    readonly cluster: KafkaCluster
    readonly topicPrefix: string
    readonly clock: Clock
    readonly kind?: BrokerKind | undefined
  },
  {
    make,
    wanted = kafkaTopics,
    signal,
  }: { readonly make: boolean; readonly wanted?: readonly KafkaTopic[]; readonly signal: AbortSignal },
): Promise<readonly TopicFound[]> {
  const client = cluster.client()
  const admin = client.kafka.admin()
  const named = wanted.map((topic) => ({ ...topic, topic: `${topicPrefix}${topic.topic}` }))
  try {
    const work = async (): Promise<readonly TopicFound[]> => {
      await admin.connect()
      const { brokers } = await admin.describeCluster()
      const replicas = replicasFor(brokers.length, kind)
      const topics = named.map((topic) => ({
        ...topic,
        replicas,
        settings: kafkaTopicSettings(topic, replicas, kind),
      }))
      const found = await setUp(admin, topics, make)
      const made = found.filter(({ is }) => is === 'made').map(({ topic }) => topic)
      if (made.length > 0) await untilLed(admin, made, clock, signal)
      return found
    }
    return await within(clock, setupMilliseconds, signal, work())
  } catch (error) {
    throw kafkaFailure(error, named.map(({ topic }) => topic).join(', '), signal)
  } finally {
    client.cut()
  }
}

/** A topic as these brokers are to have it. */
interface Wanted extends KafkaTopic {
  readonly replicas: number
  readonly settings: Readonly<Record<string, string>>
}

async function setUp(admin: Admin, wanted: readonly Wanted[], make: boolean): Promise<readonly TopicFound[]> {
  const there = new Set(await admin.listTopics())
  const missing = wanted.filter(({ topic }) => !there.has(topic))
  if (make && missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map((topic) => ({
        topic: topic.topic,
        numPartitions: topic.partitions,
        replicationFactor: topic.replicas,
        configEntries: Object.entries(topic.settings).map(([name, value]) => ({ name, value })),
      })),
    })
  }
  const isMissing = new Set(missing.map(({ topic }) => topic))
  return await Promise.all(
    wanted.map(async (topic): Promise<TopicFound> => {
      const is = isMissing.has(topic.topic) ? (make ? 'made' : 'missing') : 'there'
      return {
        topic: topic.topic,
        is,
        added: [],
        differs: is === 'there' ? await differencesOf(admin, topic) : [],
      }
    }),
  )
}

/** A topic is made before every broker knows of it; kafkajs by itself takes that for a refusal. */
async function untilLed(
  admin: Admin,
  made: readonly string[],
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- until it is so
      const { topics } = await admin.fetchTopicMetadata({ topics: [...made] })
      if (topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return
    } catch (error) {
      if (!namesOf(error).some((name) => unsettled.has(name))) throw error
    }
    // oxlint-disable-next-line no-await-in-loop -- until it is so
    await clock.sleep(pauseMilliseconds, signal)
  }
}
const unsettled: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
])

async function differencesOf(
  admin: Admin,
  { topic: name, partitions: wanted, replicas, settings }: Wanted,
): Promise<readonly Difference[]> {
  const [{ topics: found }, { resources }] = await Promise.all([
    admin.fetchTopicMetadata({ topics: [name] }),
    admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name, configNames: Object.keys(settings) }],
    }),
  ])
  const partitions = found[0]?.partitions ?? []
  const copies = Math.min(...partitions.map((partition) => partition.replicas.length))
  const entries = resources[0]?.configEntries ?? []
  const has: Record<string, string> = {
    ...Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue])),
    partitions: String(partitions.length),
    replicas: String(copies),
  }
  return differences(has, { ...settings, partitions: String(wanted), replicas: String(replicas) })
}
