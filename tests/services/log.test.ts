import { randomUUID } from 'node:crypto'
import { describe } from 'vitest'
import { newMeter } from '../../engine/flow/meter.ts'
import { kafkaLog } from '../../engine/log/kafka.ts'
import { kafkaCluster } from '../../engine/log/kafka-cluster.ts'
import { setUpKafkaTopics } from '../../engine/log/kafka-setup.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { logConformance } from '../conformance/log.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('kafka')

describe.skipIf(missing)(named('the log on Kafka'), () => {
  const cluster = kafkaCluster({ brokers: [endpoints.kafka], brokerAccess: 'open' }, { region: 'us-east-1' })
  const { signal } = new AbortController()

  logConformance('the Kafka log', async () => {
    const topicPrefix = `${randomUUID().slice(0, 8)}.`
    const open = () => kafkaLog({ cluster, topicPrefix, meter: newMeter() })
    const opened = [open()]
    let topics = 0
    return {
      ...(opened[0] ?? open()),
      async topic() {
        const topic = `topic-${(topics += 1)}`
        const wanted = [{ topic, partitions: 8, retentionDays: 1 }]
        await setUpKafkaTopics({ cluster, topicPrefix, clock: systemClock }, { make: true, wanted, signal })
        return topic
      },
      async reopen() {
        const again = open()
        opened.push(again)
        return again
      },
      async close() {
        await Promise.all(opened.map(({ log }) => log[Symbol.asyncDispose]()))
      },
    }
  })
})
