import { randomUUID } from 'node:crypto'
import { type Meter, newMeter } from '../../engine/flow/meter.ts'
import { kafkaLog } from '../../engine/log/kafka.ts'
import { type KafkaClient, type KafkaCluster, kafkaCluster } from '../../engine/log/kafka-cluster.ts'
import { setUpKafkaTopics } from '../../engine/log/kafka-setup.ts'
import type { Log, Reader } from '../../engine/log/log.ts'
import { systemClock } from '../../engine/time/system-clock.ts'

const { signal } = new AbortController()

/** A log on a real broker, with topics that nobody else has. */
export interface KafkaHome extends AsyncDisposable {
  readonly log: Log
  reader(group: string): Reader
  readonly meter: Meter
  readonly cluster: KafkaCluster
  readonly topicPrefix: string
  /** A new topic. */
  topic(partitions?: number): Promise<string>
  /** The same log as another process would see it. */
  reopen(): Promise<{ readonly log: Log; reader(group: string): Reader }>
  /** What only a person would do. */
  admin<T>(work: (admin: ReturnType<KafkaClient['kafka']['admin']>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Every reader leaves its group and every connection ends with `close`. */
export function kafkaHome(broker: string): KafkaHome {
  const cluster = kafkaCluster({ brokers: [broker], brokerAccess: 'open' }, { region: 'us-east-1' })
  const topicPrefix = `${randomUUID().slice(0, 8)}.`
  const meter = newMeter()
  const opened = new AsyncDisposableStack()
  const open = () => {
    const home = kafkaLog({ cluster, topicPrefix, meter })
    return { log: opened.use(home.log), reader: (group: string) => opened.use(home.reader(group)) }
  }
  let topics = 0
  return {
    ...open(),
    meter,
    cluster,
    topicPrefix,
    async topic(partitions = 8) {
      const topic = `topic-${(topics += 1)}`
      const wanted = [{ topic, partitions, retentionDays: 1 }]
      await setUpKafkaTopics({ cluster, topicPrefix, clock: systemClock }, { make: true, wanted, signal })
      return topic
    },
    reopen: async () => open(),
    async admin(work) {
      const client = cluster.client()
      const admin = client.kafka.admin()
      try {
        await admin.connect()
        return await work(admin)
      } finally {
        client.cut()
      }
    },
    close: () => opened.disposeAsync(),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
