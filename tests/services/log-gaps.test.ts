import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
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
  const gap = (next: number, begins: number, ends: number) => ({
    code: 'LOG_GAP',
    retryable: false,
    message: `The group ${home.topicPrefix}g was to go on at message ${next} of ${home.topicPrefix}${topic}/0, and the log holds ${begins} up to ${ends}.`,
  })

  test('are a gap for a group that never settled them, again and again: nothing is skipped', async () => {
    await home.log.publish(topic, numbered(0, 5), signal)
    await drain(home, 'g', [topic], settling)
    await home.log.publish(topic, numbered(5, 20), signal)
    await forget(12)
    await expect(drain(home, 'g', [topic])).rejects.toMatchObject(gap(5, 12, 20))
    await expect(drain(home, 'g', [topic])).rejects.toMatchObject(gap(5, 12, 20))
  })

  test('are a gap for a reader that is at work, and for the next one', async () => {
    await home.log.publish(topic, numbered(0, 5), signal)
    const reader = home.reader('g')
    const reading = reader.read([topic], { drain: false, signal: AbortSignal.timeout(40_000) })
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
