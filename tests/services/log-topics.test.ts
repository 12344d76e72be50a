import { ConfigResourceTypes } from 'kafkajs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setUpKafkaTopics } from '../../engine/log/kafka-setup.ts'
import { kafkaTopics } from '../../engine/log/kafka-topics.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { drain, message, received } from '../conformance/log-samples.ts'
import { type KafkaHome, kafkaHome } from './log-on-kafka.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('kafka')
const { signal } = new AbortController()

describe.skipIf(missing)(named('the topics on Kafka'), () => {
  let home: KafkaHome
  beforeEach(() => {
    home = kafkaHome(endpoints.kafka)
  })
  afterEach(() => home.close())

  const setUp = async (make: boolean) =>
    await setUpKafkaTopics({ ...home, clock: systemClock }, { make, signal })
  const each = (is: string) =>
    kafkaTopics.map(({ topic }) => ({ topic: `${home.topicPrefix}${topic}`, is, added: [], differs: [] }))

  test('are missing, are made with their settings, and are there', async () => {
    expect(await setUp(false)).toEqual(each('missing'))
    expect(await setUp(true)).toEqual(each('made'))
    expect(await setUp(true)).toEqual(each('there'))
  })

  test('are kept and never compacted, longer than a canvass lasts', async () => {
    await setUp(true)
    const name = `${home.topicPrefix}results.changes`
    const settings = await home.admin(async (admin) => {
      const resources = [{ type: ConfigResourceTypes.TOPIC, name }]
      const [found] = (await admin.describeConfigs({ includeSynonyms: false, resources })).resources
      return new Map(found?.configEntries.map((entry) => [entry.configName, entry.configValue]))
    })
    expect(settings.get('cleanup.policy')).toBe('delete')
    expect(Number(settings.get('retention.ms'))).toBeGreaterThanOrEqual(90 * 86_400_000)
    expect(settings.get('retention.bytes')).toBe('-1')
    expect(Number(settings.get('max.message.bytes'))).toBeGreaterThan(2 * home.log.maxMessageBytes)
  })

  test('tell what differs, and leave it as it is', async () => {
    await setUp(true)
    const name = `${home.topicPrefix}feeds.status`
    await home.admin(async (admin) => {
      await admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: ConfigResourceTypes.TOPIC,
            name,
            configEntries: [
              { name: 'cleanup.policy', value: 'compact' },
              { name: 'max.message.bytes', value: '2097152' },
            ],
          },
        ],
      })
      await admin.createPartitions({ topicPartitions: [{ topic: name, count: 7 }] })
    })
    const differing = async () =>
      (await setUp(true)).flatMap(({ topic, differs }) => differs.map((one) => ({ topic, ...one })))
    const expected = expect.arrayContaining([
      { topic: name, setting: 'cleanup.policy', has: 'compact', wants: 'delete' },
      { topic: name, setting: 'partitions', has: '7', wants: '6' },
    ]) as unknown
    await expect.poll(differing, { timeout: 10_000 }).toEqual(expected)
    expect(await differing()).toEqual(expected)
  })

  test('put a key where programs in Java and in C look for it', async () => {
    const topic = await home.topic(24)
    // As kafka-clients 4 says: Utils.toPositive(Utils.murmur2(key)) % 24.
    const places = javaPlaces
    await home.log.publish(
      topic,
      Object.keys(places).map((key) => message(key, 1)),
      signal,
    )
    const found = (await drain(home, 'g', [topic])).flatMap(({ partition, messages }) =>
      messages.map(({ key }) => [key, partition]),
    )
    expect(Object.fromEntries(found)).toEqual(places)
  })

  test('count what is published', async () => {
    const topic = await home.topic(1)
    await home.log.publish(topic, [message('a|b', 1, 'x'.repeat(100)), message('a|b', 2)], signal)
    expect(received(await drain(home, 'g', [topic]))).toHaveLength(2)
    expect(home.meter.read()).toMatchObject({ 'kafka.messages': 2 })
    expect(home.meter.read()['kafka.bytes']).toBeGreaterThan(200)
  })
})

const javaPlaces: Readonly<Record<string, number>> = {
  'a|b': 10,
  'nc/us-president|ocd-division/country:us/state:nc': 16,
  'nc/us-president|ocd-division/country:us/state:nc/county:wake/precinct:01-01': 22,
  'ü|選挙': 15,
  'us-nc-precinct': 20,
}
