import { Kafka, logLevel } from 'kafkajs'
import { describe, expect, test } from 'vitest'
import { kafkaFaultProxy } from './fault-proxy-kafka.ts'
import { startKafka } from './kafka.ts'
import { kafkaHome } from './log-on-kafka.ts'
import { needs } from './needs.ts'

const { missing, named } = needs('kafka')
const client = (broker: string) => new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING })

describe.skipIf(missing)(named('a Kafka of a test of its own'), () => {
  test('says where its second way leads, and keeps what it has when it is stopped or dies', async () => {
    await using proxy = await kafkaFaultProxy()
    await using kafka = await startKafka({ advertised: proxy.port })
    proxy.towards({ host: '127.0.0.1', port: kafka.behind.port })
    expect(await brokersOf(proxy.endpoint)).toEqual([proxy.endpoint])
    expect(await brokersOf(kafka.endpoint)).toEqual([kafka.endpoint])
    const messages = [{ value: 'one' }]
    await using home = kafkaHome(kafka.endpoint)
    const topic = `${home.topicPrefix}${await home.topic(1)}`
    for (const hard of [false, true]) {
      await using producer = disconnecting(client(kafka.endpoint).producer({ idempotent: true }))
      await producer.of.connect()
      await producer.of.send({ topic, messages })
      await kafka.stop(hard)
      await expect(brokersOf(kafka.endpoint)).rejects.toThrow('ECONNREFUSED')
      await kafka.start()
    }
    const offsets = await home.admin((admin) => admin.fetchTopicOffsets(topic))
    expect(offsets).toMatchObject([{ high: '2' }])
  }, 180_000)
})

const disconnecting = <Part extends { disconnect(): Promise<void> }>(of: Part) => ({
  of,
  [Symbol.asyncDispose]: () => of.disconnect(),
})

/** Where clients are told that the brokers are. */
async function brokersOf(broker: string): Promise<readonly string[]> {
  const admin = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin()
  try {
    await admin.connect()
    return (await admin.describeCluster()).brokers.map(({ host, port }) => `${host}:${port}`)
  } finally {
    await admin.disconnect()
  }
}
