import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { figure } from '../../engine/errors/figure.ts'
import type { Outgoing } from '../../engine/log/log.ts'
import { messageBytes } from '../../engine/log/message-bytes.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { groupConformance } from './log-groups.ts'
import { drain, idsOf, message, type OpenLog, received, settling } from './log-samples.ts'

const { signal } = new AbortController()
const keys = Array.from({ length: 40 }, (_, n) => `nc/us-president|county:${n}`)

/** Every promise of the Log and Reader ports. */
export function logConformance(name: string, open: () => Promise<OpenLog>): void {
  describe(`${name} keeps the promises of a log`, () => {
    let home: OpenLog
    let topic: string
    beforeEach(async () => {
      home = await open()
      topic = await home.topic()
    })
    afterEach(() => home.close())

    const publish = (...messages: readonly Message[]): Promise<void> =>
      home.log.publish(topic, messages, signal)

    test('delivers a message as it was published', async () => {
      const sent: Message = {
        ...message('nc/us-president|ocd-division/country:us', 12),
        value: '{"name":"José Ñúñez – 選挙","nul":"\0","line":"\\n"}',
        headers: { feed: 'us-nc', traceparent: '00-4bf9-01', 'odd name': 'ü', empty: '' },
      }
      await publish(sent)
      const began = Date.now()
      const [{ offset, publishedAt, ...got } = { offset: -1 }] = received(await drain(home, 'tally', [topic]))
      expect(got).toEqual(sent)
      expect(Math.abs((publishedAt ?? 0) - began)).toBeLessThan(60_000)
      expect(offset).toBeGreaterThanOrEqual(0)
    })

    test('delivers nothing from a topic to which nothing was published', async () => {
      expect(await drain(home, 'tally', [topic])).toEqual([])
    })

    test('says how far the group has come in each partition, and joins nothing for it', async () => {
      const reader = home.reader('tally')
      const before = await reader.progress([topic], signal)
      expect(before.length).toBeGreaterThan(0)
      expect(before.every(({ settled, end }) => settled === 0 && end === 0)).toBe(true)
      await publish(...keys.map((key) => message(key, 1)))
      const lag = async (): Promise<number> =>
        (await reader.progress([topic], signal)).reduce((sum, { settled, end }) => sum + end - settled, 0)
      expect(await lag()).toBe(keys.length)
      await drain(home, 'tally', [topic], settling)
      expect(await lag()).toBe(0)
      await reader[Symbol.asyncDispose]()
    })

    test('publishes no messages without complaint', async () => {
      await publish()
      expect(await drain(home, 'tally', [topic])).toEqual([])
    })

    test('takes a value as bytes that are lent until the next message is asked for', async () => {
      const lent = Buffer.alloc(20)
      function* each(): Iterable<Outgoing> {
        for (const key of keys) {
          const length = lent.write(`"é ${key.slice(-2)}"`)
          yield { ...message(key, 1), value: lent.subarray(0, length) }
          lent.fill(0)
        }
      }
      await home.log.publish(topic, each(), signal)
      const found = received(await drain(home, 'tally', [topic]))
      expect(found).toHaveLength(keys.length)
      for (const { key, value } of found) expect(value).toBe(`"é ${key.slice(-2)}"`)
    })

    test('goes once through messages that are made one by one', async () => {
      let made = 0
      function* each(): Iterable<Message> {
        for (const key of keys) {
          made += 1
          yield message(key, 1)
        }
      }
      await home.log.publish(topic, each(), signal)
      expect(made).toBe(keys.length)
      const ids = idsOf(await drain(home, 'tally', [topic]))
      expect(ids.toSorted()).toEqual(keys.map((key) => message(key, 1).id).toSorted())
    })

    test('keeps the order of each key, within a call and from call to call', async () => {
      const rounds = Array.from({ length: 30 }, (_, round) => keys.map((key) => message(key, round + 1)))
      await publish(...rounds.slice(0, 10).flat())
      for (const round of rounds.slice(10)) {
        // oxlint-disable-next-line no-await-in-loop -- the order is the point
        await publish(...round)
      }
      const deliveries = await drain(home, 'tally', [topic])
      expect(received(deliveries)).toHaveLength(1_200)
      for (const key of keys) {
        expect(idsOf(deliveries, key)).toEqual(rounds.map((_, round) => message(key, round + 1).id))
      }
    })

    test('keeps the order of each call when several publish at the same moment', async () => {
      const publishers = [1, 2, 3, 4].map((n) =>
        publish(...Array.from({ length: 200 }, (_, at) => message('one|key', n * 1_000 + at))),
      )
      await Promise.all(publishers)
      const ids = idsOf(await drain(home, 'tally', [topic]))
      expect(ids).toHaveLength(800)
      for (const n of [1, 2, 3, 4]) {
        const own = ids.filter((id) => id.startsWith(`us-nc-precinct/${n}`))
        expect(own).toEqual(Array.from({ length: 200 }, (_, at) => message('one|key', n * 1_000 + at).id))
      }
    })

    test('delivers batches of one partition, offsets rising, and a key always in the same partition', async () => {
      await publish(...keys.flatMap((key) => [message(key, 1), message(key, 2)]))
      await publish(...keys.map((key) => message(key, 3)))
      const places = new Map<string, Set<number>>()
      const last = new Map<number, number>()
      for (const { partition, messages, ...delivery } of await drain(home, 'tally', [topic])) {
        expect(delivery.topic).toBe(topic)
        expect(messages.length).toBeGreaterThan(0)
        for (const { key, offset } of messages) {
          places.set(key, (places.get(key) ?? new Set()).add(partition))
          expect(offset).toBeGreaterThan(last.get(partition) ?? -1)
          last.set(partition, offset)
        }
      }
      expect(places.size).toBe(keys.length)
      expect([...places.values()].every((partitions) => partitions.size === 1)).toBe(true)
    })

    test('delivers again what was published again: repeats are for the consumer to know', async () => {
      await publish(message('a|b', 1), message('a|b', 2))
      await publish(message('a|b', 1), message('a|b', 2))
      const revisions = received(await drain(home, 'tally', [topic])).map(
        ({ headers }) => headers['revision'],
      )
      expect(revisions).toEqual(['1', '2', '1', '2'])
    })

    test('keeps topics apart, and delivers several together', async () => {
      const other = await home.topic()
      await publish(message('a|b', 1))
      await home.log.publish(other, [message('a|b', 2)], signal)
      expect(idsOf(await drain(home, 'one', [topic]))).toEqual([message('a|b', 1).id])
      expect(idsOf(await drain(home, 'two', [other]))).toEqual([message('a|b', 2).id])
      const both = await drain(home, 'three', [topic, other, topic])
      expect(idsOf(both).toSorted()).toEqual([message('a|b', 1).id, message('a|b', 2).id])
    })

    describe('the size of a message', () => {
      const sized = (bytes: number): Message => {
        const empty = message('big|one', 1, '')
        return { ...empty, value: 'ü'.repeat(2) + 'x'.repeat(bytes - messageBytes(empty) - 4) }
      }

      test('may be what the log says', async () => {
        expect(home.log.maxMessageBytes).toBeGreaterThanOrEqual(500_000)
        await publish(sized(home.log.maxMessageBytes))
        const [got] = received(await drain(home, 'tally', [topic]))
        expect(got?.value).toHaveLength(sized(home.log.maxMessageBytes).value.length)
      })

      test('above it is RECORD_TOO_LARGE, and nothing of the call is published', async () => {
        const limit = home.log.maxMessageBytes
        const call = publish(message('small|one', 1), sized(limit + 1), message('small|two', 1))
        await expect(call).rejects.toMatchObject({
          code: 'RECORD_TOO_LARGE',
          message: expect.stringMatching(
            new RegExp(`big\\|one has ${figure(limit + 1)} bytes.* ${figure(limit)}`),
          ),
        })
        expect(await drain(home, 'tally', [topic])).toEqual([])
      })
    })

    test('publishes nothing once the signal has aborted', async () => {
      const reason = new Error('stop')
      const call = home.log.publish(topic, [message('a|b', 1)], AbortSignal.abort(reason))
      await expect(call).rejects.toBe(reason)
      expect(await drain(home, 'tally', [topic])).toEqual([])
    })

    test('has everything that was acknowledged when another process opens it', async () => {
      await publish(...keys.map((key) => message(key, 1)))
      const deliveries = await drain((await home.reopen?.()) ?? home, 'tally', [topic])
      expect(idsOf(deliveries).toSorted()).toEqual(keys.map((key) => message(key, 1).id).toSorted())
    })

    groupConformance(() => ({ ...home, topic: async () => topic }))
  })
}
