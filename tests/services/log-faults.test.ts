import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { messageBytes } from '../../engine/log/message-bytes.ts'
import { drain, idsOf, message, received, settling } from '../conformance/log-samples.ts'
import type { FaultProxy } from './fault-proxy.ts'
import { kafkaFaultProxy } from './fault-proxy-kafka.ts'
import { freePort } from './free-port.ts'
import { type KafkaServer, noKafka, startKafka } from './kafka.ts'
import { type KafkaHome, kafkaHome } from './log-on-kafka.ts'

const { signal } = new AbortController()
const missing = noKafka()
const keys = Array.from({ length: 40 }, (_, n) => `contest|unit:${n}`)
const round = (revision: number) => keys.map((key) => message(key, revision))

const name = 'the log on a broker that fails'

describe.skipIf(missing)(missing === undefined ? name : `${name} (${missing})`, () => {
  let broker: KafkaServer
  let proxy: FaultProxy
  let home: KafkaHome
  let topic: string
  beforeAll(async () => {
    const between = await kafkaFaultProxy()
    proxy = between
    broker = await startKafka({ advertised: between.port })
    between.towards({ host: '127.0.0.1', port: broker.behind.port })
  })
  afterAll(async () => {
    await proxy[Symbol.asyncDispose]()
    await broker[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    proxy.calm()
    home = kafkaHome(proxy.endpoint)
    topic = await home.topic(3)
  })
  afterEach(() => home.close())

  const revisionsOf = async (key: string): Promise<readonly (string | undefined)[]> =>
    received(await drain(home, 'look', [topic]))
      .filter((one) => one.key === key)
      .map(({ headers }) => headers['revision'])

  test('an answer that is lost is asked for again, and the broker knows the batch', async () => {
    await home.log.publish(topic, round(1), signal)
    proxy.when(({ call }) => {
      if (call !== 'produce') return undefined
      proxy.when(undefined)
      return { kind: 'lost answer' }
    })
    await home.log.publish(topic, round(2), signal)
    await home.log.publish(topic, round(3), signal)
    expect(proxy.seen.filter(({ fault }) => fault !== undefined)).toHaveLength(1)
    expect(await revisionsOf(keys[0] ?? '')).toEqual(['1', '2', '3'])
  })

  test('after a publish that failed the next one works, in order, with nothing of the failed one behind it', async () => {
    await home.log.publish(topic, round(1), signal)
    proxy.when(({ call }) => (call === 'produce' ? { kind: 'refuse' } : undefined))
    await expect(home.log.publish(topic, round(2), signal)).rejects.toMatchObject({
      code: 'LOG_FAILED',
      retryable: true,
    })
    proxy.calm()
    await home.log.publish(topic, round(3), signal)
    await home.log.publish(topic, round(4), signal)
    expect(await revisionsOf(keys[0] ?? '')).toEqual(['1', '3', '4'])
  })

  test('a publish whose answers are all lost fails, and publishing it again leaves every message there, in order', async () => {
    proxy.when(({ call }) => (call === 'produce' ? { kind: 'lost answer' } : undefined))
    await expect(home.log.publish(topic, round(1), signal)).rejects.toMatchObject({ code: 'LOG_FAILED' })
    proxy.calm()
    await home.log.publish(topic, round(1), signal)
    await home.log.publish(topic, round(2), signal)
    expect(await revisionsOf(keys[0] ?? '')).toEqual(['1', '1', '2'])
  })

  test('what is published after answers were lost is no repeat of it for the broker', async () => {
    proxy.when(({ call }) => (call === 'produce' ? { kind: 'lost answer' } : undefined))
    await expect(home.log.publish(topic, round(1), signal)).rejects.toMatchObject({ code: 'LOG_FAILED' })
    proxy.calm()
    await home.log.publish(topic, round(2), signal)
    expect(await revisionsOf(keys[0] ?? '')).toEqual(['1', '2'])
  })

  test('a publish stops as soon as its signal aborts, and the next one works', async () => {
    await home.log.publish(topic, round(1), signal)
    const control = new AbortController()
    const reason = new Error('stop')
    let aborted = Number.NaN
    proxy.when(({ call }) => {
      if (call !== 'produce') return undefined
      setImmediate(() => {
        aborted = performance.now()
        control.abort(reason)
      })
      return { kind: 'delay', milliseconds: 60_000 }
    })
    await expect(home.log.publish(topic, round(2), control.signal)).rejects.toBe(reason)
    // Long before the request itself is given up, after ten seconds.
    expect(performance.now() - aborted).toBeLessThan(9_000)
    proxy.calm()
    await home.log.publish(topic, round(3), signal)
    expect(await revisionsOf(keys[0] ?? '')).toEqual(['1', '3'])
  })

  test('a broker that is not there is LOG_FAILED for who publishes and who reads, in seconds', async () => {
    await using nowhere = kafkaHome(`127.0.0.1:${await freePort()}`)
    const failed = { code: 'LOG_FAILED', retryable: true }
    const reading = Array.fromAsync(nowhere.reader('g').read(['t'], { drain: false, signal }))
    const draining = Array.fromAsync(nowhere.reader('h').read(['t'], { drain: true, signal }))
    await Promise.all([
      // Many at once: one by one they would find it out in more time than a test has.
      ...Array.from({ length: 20 }, (_, n) =>
        expect(nowhere.log.publish('t', round(n), signal)).rejects.toMatchObject(failed),
      ),
      expect(reading).rejects.toMatchObject(failed),
      expect(draining).rejects.toMatchObject(failed),
    ])
    await expect(nowhere.log.publish('t', round(1), signal)).rejects.toMatchObject(failed)
  })

  test('a topic that is not there is LOG_REFUSED for who publishes and who reads, and is not made', async () => {
    const refused = { code: 'LOG_REFUSED', retryable: false }
    const reading = Array.fromAsync(home.reader('g').read(['none'], { drain: false, signal }))
    const draining = Array.fromAsync(home.reader('h').read(['none'], { drain: true, signal }))
    await Promise.all([
      expect(home.log.publish('none', round(1), signal)).rejects.toMatchObject(refused),
      expect(reading).rejects.toMatchObject(refused),
      expect(draining).rejects.toMatchObject(refused),
    ])
    const there = await home.admin((admin) => admin.listTopics())
    expect(there).toContain(`${home.topicPrefix}${topic}`)
    expect(there).not.toContain(`${home.topicPrefix}none`)
  })

  test('the largest message passes also where nothing can be compressed, whatever surrounds it', async () => {
    const headers = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`h${n}`, '']))
    const empty = { ...message('big|one', 1, ''), headers }
    const room = home.log.maxMessageBytes - messageBytes(empty)
    const value = randomBytes(room)
      .toString('latin1')
      .replaceAll(/[^!-~]/g, '#')
    await home.log.publish(topic, [{ ...empty, value }], signal)
    const [got] = received(await drain(home, 'look', [topic]))
    expect(got?.value).toBe(value)
    expect(Object.keys(got?.headers ?? {})).toHaveLength(2_000)
  })

  test('a reader outlives a broker that is stopped and started again', async () => {
    await home.log.publish(topic, round(1), signal)
    await using reader = home.reader('g')
    const deliveries = reader.read([topic], { drain: false, signal: AbortSignal.timeout(100_000) })
    const seen: string[] = []
    const all = (async () => {
      for await (const delivery of deliveries) {
        seen.push(...idsOf([delivery]))
        await settling.each(delivery)
        if (seen.some((id) => id.startsWith(message('', 2).id))) return
      }
    })()
    await expect.poll(() => seen.length, { timeout: 40_000 }).toBe(keys.length)
    await broker.stop()
    await broker.start()
    await home.log.publish(topic, round(2), signal)
    await all
    expect(seen.slice(0, keys.length).toSorted()).toEqual(
      round(1)
        .map(({ id }) => id)
        .toSorted(),
    )
  })
})
