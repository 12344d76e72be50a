import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Delivery } from '../../engine/log/log.ts'
import { startChild } from '../conformance/child.ts'
import { drain, idsOf, message, settling } from '../conformance/log-samples.ts'
import { type KafkaHome, kafkaHome } from './log-on-kafka.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('kafka')
const child = new URL('children/kafka-log-reader.ts', import.meta.url)
const { signal } = new AbortController()
const keys = Array.from({ length: 40 }, (_, n) => `contest|unit:${n}`)
const round = (revision: number) => keys.map((key) => message(key, revision))
const patience = (): AbortSignal => AbortSignal.timeout(80_000)

describe.skipIf(missing)(named('members of a group on Kafka'), () => {
  let home: KafkaHome
  let topic: string
  beforeEach(async () => {
    home = kafkaHome(endpoints.kafka)
    topic = await home.topic()
  })
  afterEach(() => home.close())

  /** Goes on reading until told to stop; everything it was given. */
  function member(each: (delivery: Delivery) => Promise<void> | void) {
    const reader = home.reader('g')
    const seen: Delivery[] = []
    let working: Promise<void> | void
    let isLeaving = false
    const gone = (async () => {
      for await (const delivery of reader.read([topic], { drain: false, signal: patience() })) {
        if (isLeaving) break
        seen.push(delivery)
        working = each(delivery)
        await working
      }
    })()
    /** Not in the middle of settling, which would fail, nor of what came while it waited for that. */
    async function leave(): Promise<void> {
      isLeaving = true
      await working
      await reader[Symbol.asyncDispose]()
    }
    return { seen, gone, leave }
  }
  const until = async (met: () => boolean): Promise<void> => {
    await expect.poll(met, { timeout: 60_000, interval: 50 }).toBe(true)
  }
  const partitionsOf = (deliveries: readonly Delivery[]) => new Set(deliveries.map((one) => one.partition))

  /** Begins now, and is over when the broker lets a member go that it has not heard of since. */
  async function aSession(): Promise<void> {
    const group = 'dead'
    const dead = startChild(child, endpoints.kafka, home.topicPrefix, topic, group, 'hang')
    for await (const _ of dead.lines) break
    dead.kill()
    await dead.ended
    const left = () => home.admin((admin) => admin.describeGroups([`${home.topicPrefix}${group}`]))
    expect((await left()).groups[0]?.members).toHaveLength(1)
    await expect
      .poll(async () => (await left()).groups[0]?.members, { timeout: 80_000, interval: 500 })
      .toEqual([])
  }

  test('share the partitions: each message goes to one of them, and all to one when the other leaves', async () => {
    const [one, two] = [member(settling.each), member(settling.each)]
    let revision = 0
    // Publishes until both have something: joining takes as long as it takes.
    while (one.seen.length === 0 || two.seen.length === 0) {
      revision += 1
      await home.log.publish(topic, round(revision), signal)
      const all = revision * keys.length
      await until(() => idsOf([...one.seen, ...two.seen]).length >= all)
    }
    one.seen.length = 0
    two.seen.length = 0
    await home.log.publish(topic, round(99), signal)
    await until(() => idsOf([...one.seen, ...two.seen]).length >= keys.length)
    expect(idsOf([...one.seen, ...two.seen]).toSorted()).toEqual(
      round(99)
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(partitionsOf(one.seen).isDisjointFrom(partitionsOf(two.seen))).toBe(true)

    await one.leave()
    await one.gone
    two.seen.length = 0
    await home.log.publish(topic, round(100), signal)
    await until(() => idsOf(two.seen).length >= keys.length)
    expect(idsOf(two.seen).toSorted()).toEqual(
      round(100)
        .map(({ id }) => id)
        .toSorted(),
    )
    await two.leave()
  })

  test('what one did not settle comes to the other when it leaves', async () => {
    await home.log.publish(topic, round(1), signal)
    const one = member(() => undefined)
    await until(() => idsOf(one.seen).length === keys.length)
    await one.leave()
    const two = member(settling.each)
    await until(() => idsOf(two.seen).length === keys.length)
    expect(idsOf(two.seen).toSorted()).toEqual(idsOf(one.seen).toSorted())
    await two.leave()
    expect(await drain(home, 'g', [topic])).toEqual([])
  })

  test('settling a delivery of before a rebalance does nothing: it comes again, and who has it now is not disturbed', async () => {
    await home.log.publish(topic, round(1), signal)
    const one = member(() => undefined)
    await until(() => idsOf(one.seen).length === keys.length)
    const before = [...one.seen]
    const two = member(settling.each)
    await until(() => two.seen.length > 0)
    await home.log.publish(topic, round(2), signal)
    await until(() => idsOf(two.seen).some((id) => id.startsWith(message('', 2).id)))
    for (const delivery of before) await delivery.settle()
    await two.leave()
    await one.leave()
    const rest = idsOf(await drain(home, 'g', [topic]))
    const settledByTwo = new Set(idsOf(two.seen))
    const expected = [...round(1), ...round(2)].map(({ id }) => id).filter((id) => !settledByTwo.has(id))
    expect(expected.length).toBeGreaterThan(0)
    expect(rest.toSorted()).toEqual(expected.toSorted())
  })

  test('settling after the reader was disposed of fails: nobody would learn that it did not count', async () => {
    await home.log.publish(topic, round(1), signal)
    const [first] = await drain(home, 'g', [topic])
    await expect(first?.settle()).rejects.toMatchObject({ code: 'LOG_FAILED' })
  })

  test('a drain waits for what another member works on, and ends when that one has settled it', async () => {
    const other = member(() => undefined)
    await home.log.publish(topic, round(1), signal)
    await until(() => idsOf(other.seen).length === keys.length)
    const before = other.seen.length
    const mine: Delivery[] = []
    let isOver = false
    const drained = drain(home, 'g', [topic], {
      async each(delivery) {
        mine.push(delivery)
        await delivery.settle()
      },
      async end() {
        isOver = true
      },
    })
    // The other one is given its share again, when the new member has joined.
    const shared = () => new Set(idsOf([...mine, ...other.seen.slice(before)]))
    await until(() => mine.length > 0 && shared().size === keys.length)
    await home.admin((admin) => admin.listTopics())
    expect(isOver).toBe(false)
    for (const delivery of other.seen.slice(before)) await delivery.settle()
    expect(idsOf(await drained).length).toBeLessThan(keys.length)
    await other.leave()
    expect(await drain(home, 'g', [topic])).toEqual([])
  })

  test('goes on being a member while it works longer than a session on one batch', async () => {
    // Of one partition, and more than a reader is given room for: kafkajs waits too.
    const large = Array.from({ length: 60 }, (_, n) => message('a|b', n, 'x'.repeat(400_000)))
    await home.log.publish(topic, large, signal)
    const waiting = Promise.withResolvers<void>()
    const slow = member(async (delivery) => {
      await waiting.promise
      await delivery.settle()
    })
    await until(() => slow.seen.length === 1)
    await aSession()
    waiting.resolve()
    await until(() => idsOf(slow.seen).length >= large.length)
    expect(idsOf(slow.seen)).toEqual(large.map(({ id }) => id))
    await slow.leave()
    expect(await drain(home, 'g', [topic])).toEqual([])
  })

  test('what a killed member had comes to the others after a session', async () => {
    await home.log.publish(topic, round(1), signal)
    const killed = startChild(child, endpoints.kafka, home.topicPrefix, topic, 'g', 'hang')
    for await (const line of killed.lines) {
      expect(line).toContain('us-nc-precinct/1/contest|unit:')
      break
    }
    killed.kill()
    await killed.ended
    const two = member(settling.each)
    await until(() => idsOf(two.seen).length === keys.length)
    expect(idsOf(two.seen).toSorted()).toEqual(
      round(1)
        .map(({ id }) => id)
        .toSorted(),
    )
    await two.leave()
  })

  test('a process that is done with the log ends by itself at once, and has said nothing', async () => {
    await home.log.publish(topic, round(1), signal)
    const one = startChild(child, endpoints.kafka, home.topicPrefix, topic, 'g')
    const lines = await Array.fromAsync(one.lines)
    expect(lines.at(-1)).toBe('done')
    expect(lines.slice(0, -1).toSorted()).toEqual(
      round(1)
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(await one.ended).toEqual({ code: 0, complaint: '' })
  })
})
