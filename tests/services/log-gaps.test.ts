import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setUpKafkaTopics } from '../../engine/log/kafka-setup.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { drain, idsOf, message, settling } from '../conformance/log-samples.ts'
import { type KafkaHome, kafkaHome } from './log-on-kafka.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('kafka')
const { signal } = new AbortController()
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => message('a|b', from + n))

describe.skipIf(missing)(named('messages that the log on Kafka no longer has'), () => {
  let home: KafkaHome
  let topic: string
  beforeEach(async () => {
    home = kafkaHome(endpoints.kafka)
    topic = await home.topic(1)
  })
  afterEach(() => home.close())

  /** What retention does in its own time: messages before this offset are gone. */
  const forget = async (before: number): Promise<void> =>
    await home.admin(async (admin) => {
      const name = `${home.topicPrefix}${topic}`
      // kafkajs deletes only of topics that it has heard of.
      await admin.fetchTopicOffsets(name)
      await admin.deleteTopicRecords({
        topic: name,
        partitions: [{ partition: 0, offset: String(before) }],
      })
    })
  /** As a person would, who deletes the topic and runs `feed setup` so much later. */
  const makeAgain = async (milliseconds: number): Promise<void> => {
    const name = `${home.topicPrefix}${topic}`
    await home.admin(async (admin) => {
      await admin.deleteTopics({ topics: [name] })
      await expect.poll(() => admin.listTopics(), { timeout: 20_000 }).not.toContain(name)
    })
    await systemClock.sleep(milliseconds, signal)
    const wanted = [{ topic, partitions: 1, retentionDays: 1 }]
    await setUpKafkaTopics({ ...home, clock: systemClock }, { make: true, wanted, signal })
  }
  const gap = (next: number, begins: number, ends: number) => ({
    code: 'LOG_GAP',
    retryable: false,
    message: `The group ${home.topicPrefix}g was to go on at message ${next} of ${home.topicPrefix}${topic}/0, and the log holds ${begins} up to ${ends}.`,
  })

  test('are a gap for a group that never settled them, again and again, until a person sets it on', async () => {
    await home.log.publish(topic, numbered(0, 5), signal)
    await drain(home, 'g', [topic], settling)
    await home.log.publish(topic, numbered(5, 20), signal)
    await forget(12)
    await expect(drain(home, 'g', [topic])).rejects.toMatchObject(gap(5, 12, 20))
    await expect(drain(home, 'g', [topic])).rejects.toMatchObject(gap(5, 12, 20))
    // As with kafka-consumer-groups.sh --reset-offsets --to-earliest.
    await home.admin((admin) =>
      admin.resetOffsets({
        groupId: `${home.topicPrefix}g`,
        topic: `${home.topicPrefix}${topic}`,
        earliest: true,
      }),
    )
    expect(idsOf(await drain(home, 'g', [topic]))).toEqual(numbered(12, 20).map(({ id }) => id))
  })

  test('are a gap for a reader that is at work, and for the next one', async () => {
    await home.log.publish(topic, numbered(0, 5), signal)
    const reader = home.reader('g')
    const reading = reader.read([topic], { drain: false, signal: AbortSignal.timeout(80_000) })
    const deliveries = reading[Symbol.asyncIterator]()
    const first = await deliveries.next()
    await first.value?.settle()
    // So much is fetched that the reader, which takes none of it, is far behind when the log forgets.
    const value = randomBytes(675_000).toString('base64')
    const large = Array.from({ length: 60 }, (_, n) => message('a|b', 5 + n, value))
    await home.log.publish(topic, large, signal)
    await deliveries.next()
    await forget(64)
    const rest = (async () => {
      for (;;) if ((await deliveries.next()).done === true) return
    })()
    await expect(rest).rejects.toMatchObject({ code: 'LOG_GAP' })
    await reader[Symbol.asyncDispose]()
    await expect(drain(home, 'g', [topic])).rejects.toMatchObject(gap(5, 64, 65))
  })

  test('are a gap too where the log is shorter than what the group has settled', async () => {
    await home.log.publish(topic, numbered(0, 2), signal)
    await home.admin((admin) =>
      admin.setOffsets({
        groupId: `${home.topicPrefix}g`,
        topic: `${home.topicPrefix}${topic}`,
        partitions: [{ partition: 0, offset: '5' }],
      }),
    )
    await expect(drain(home, 'g', [topic])).rejects.toMatchObject(gap(5, 0, 2))
  })

  test.each([
    ['at once', 0, 20],
    ['and filled further than before', 1_000, 90],
    ['when its readers have long noticed', 6_000, 20],
  ])(
    'are a gap when the topic is deleted and made again %s; then the group begins with the new one',
    async (_, milliseconds, count) => {
      await home.log.publish(topic, numbered(0, 60), signal)
      const reader = home.reader('g')
      const reading = reader.read([topic], { drain: false, signal: AbortSignal.timeout(100_000) })
      const seen: string[] = []
      const rest = (async () => {
        for await (const delivery of reading) {
          seen.push(...delivery.messages.map(({ id }) => id))
          await delivery.settle()
        }
      })()
      // It may fail before anybody waits for it.
      rest.catch(() => undefined)
      await expect.poll(() => seen.length, { timeout: 40_000 }).toBe(60)
      await makeAgain(milliseconds)
      await home.log.publish(topic, numbered(100, 100 + count), signal)
      await expect(rest).rejects.toMatchObject(gap(60, 0, count))
      await reader[Symbol.asyncDispose]()
      expect(seen).toHaveLength(60)
      // By now it is as long as what the group had read.
      await home.log.publish(topic, numbered(100 + count, 200), signal)
      const anew = await drain(home, 'g', [topic], settling)
      expect(idsOf(anew)).toEqual(numbered(100, 200).map(({ id }) => id))
      expect(await drain(home, 'g', [topic])).toEqual([])
    },
  )

  test('are no gap for a group that had settled them, nor for a new one, which begins with what is there', async () => {
    await home.log.publish(topic, numbered(0, 10), signal)
    await drain(home, 'g', [topic], settling)
    await forget(10)
    expect(await drain(home, 'g', [topic])).toEqual([])
    await home.log.publish(topic, numbered(10, 12), signal)
    const rest = numbered(10, 12).map(({ id }) => id)
    expect(idsOf(await drain(home, 'g', [topic]))).toEqual(rest)
    expect(idsOf(await drain(home, 'new', [topic]))).toEqual(rest)
  })
})
