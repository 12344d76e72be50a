import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../engine/log/log.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { drain, idsOf, message, type OpenLog, received, settling } from './log-samples.ts'

const { signal } = new AbortController()

/** Groups, offsets and waiting. */
export function groupConformance(home: () => OpenLog): void {
  const publish = async (...messages: readonly Message[]): Promise<void> =>
    await home().log.publish(await home().topic(), messages, signal)
  const drained = async (group: string, during?: Parameters<typeof drain>[3]): Promise<readonly Delivery[]> =>
    await drain(home(), group, [await home().topic()], during)

  describe('a consumer group', () => {
    test('gets what it did not settle again, and what it settled no more', async () => {
      await publish(message('a|b', 1), message('a|b', 2))
      const first = idsOf(await drained('tally'))
      expect(idsOf(await drained('tally', settling))).toEqual(first)
      expect(await drained('tally')).toEqual([])
      await publish(message('a|b', 3))
      expect(idsOf(await drained('tally'))).toEqual([message('a|b', 3).id])
    })

    test('goes on where it settled after another process opened the log', async () => {
      await publish(message('a|b', 1))
      await drained('tally', settling)
      await publish(message('a|b', 2))
      const reopened = (await home().reopen?.()) ?? home()
      const rest = await drain(reopened, 'tally', [await home().topic()])
      expect(idsOf(rest)).toEqual([message('a|b', 2).id])
    })

    test('knows nothing of another group', async () => {
      await publish(message('a|b', 1))
      await drained('tally', settling)
      expect(idsOf(await drained('export'))).toEqual([message('a|b', 1).id])
    })

    test('settles with a batch all that came before it in its partition, and never goes back', async () => {
      await publish(...Array.from({ length: 20 }, (_, n) => message('a|b', n, 'x'.repeat(400_000))))
      const [, second] = await drained('tally', {
        async end([early, late, ...others]) {
          expect(others.length).toBeGreaterThan(0)
          await late?.settle()
          await early?.settle()
        },
      })
      const rest = received(await drained('tally'))
      expect(rest[0]?.offset).toBe((second?.messages.at(-1)?.offset ?? Number.NaN) + 1)
      expect(rest.at(-1)?.id).toBe(message('a|b', 19).id)
    })

    test('goes on where it settled when the same reader reads again, after it stopped in the middle', async () => {
      await publish(...Array.from({ length: 20 }, (_, n) => message('a|b', n, 'x'.repeat(400_000))))
      await using reader = home().reader('tally')
      const topic = await home().topic()
      const read = () => reader.read([topic], { drain: true, signal: patience() })
      let settled = 0
      for await (const delivery of read()) {
        await delivery.settle()
        settled = delivery.messages.length
        break
      }
      const rest = received(await Array.fromAsync(read()))
      expect(rest.map(({ id }) => id)).toEqual(
        Array.from({ length: 20 - settled }, (_, n) => message('a|b', settled + n).id),
      )
      expect(rest.length).toBeGreaterThan(0)
    })

    test('settles its partitions one by one', async () => {
      const keys = Array.from({ length: 40 }, (_, n) => `contest|${n}`)
      await publish(...keys.map((key) => message(key, 1)))
      const [, ...others] = await drained('tally', { end: async ([first]) => await first?.settle() })
      const again = await drained('tally')
      expect(idsOf(again).toSorted()).toEqual(idsOf(others).toSorted())
      expect(others.length).toBeGreaterThan(0)
    })
  })

  describe('a reader that waits', () => {
    test('gets what is published after it began to read', async () => {
      await using reader = home().reader('tally')
      const topic = await home().topic()
      const deliveries = reader.read([topic], { drain: false, signal: patience() })[Symbol.asyncIterator]()
      for (const revision of [1, 2, 3]) {
        const next = deliveries.next()
        await publish(message('a|b', revision))
        expect(idsOf([(await next).value])).toEqual([message('a|b', revision).id])
      }
      await deliveries.return?.()
    })

    test('gets what another process publishes', async () => {
      const other = (await home().reopen?.()) ?? home()
      const topic = await home().topic()
      await using reader = home().reader('tally')
      const deliveries = reader.read([topic], { drain: false, signal: patience() })[Symbol.asyncIterator]()
      const next = deliveries.next()
      await other.log.publish(topic, [message('a|b', 1)], signal)
      const { value } = await next
      expect(value?.messages[0]?.id).toBe(message('a|b', 1).id)
      await deliveries.return?.()
    })

    test('fails with the reason when its signal aborts', async () => {
      const control = new AbortController()
      const reason = new Error('stop')
      await using reader = home().reader('tally')
      const topic = await home().topic()
      const deliveries = reader.read([topic], { drain: false, signal: control.signal })
      const ended = Array.fromAsync(deliveries)
      setImmediate(() => control.abort(reason))
      await expect(ended).rejects.toBe(reason)
    })

    test('ends when it is disposed', async () => {
      const reader = home().reader('tally')
      const topic = await home().topic()
      const ended = Array.fromAsync(reader.read([topic], { drain: false, signal: patience() }))
      setImmediate(() => void reader[Symbol.asyncDispose]())
      expect(await ended).toEqual([])
    })

    test('delivers nothing once its signal has aborted', async () => {
      await publish(message('a|b', 1))
      const reason = new Error('stop')
      await using reader = home().reader('tally')
      const aborted = { drain: true, signal: AbortSignal.abort(reason) }
      await expect(Array.fromAsync(reader.read([await home().topic()], aborted))).rejects.toBe(reason)
    })
  })

  test('draining ends although others go on publishing', async () => {
    await publish(message('a|b', 0))
    let published = 0
    const deliveries = await drained('tally', {
      async each() {
        published += 1
        await publish(message('a|b', published))
        expect(published).toBeLessThan(50)
      },
    })
    expect(idsOf(deliveries)).toContain(message('a|b', 0).id)
  })
}

/** Longer than any real log needs. */
const patience = (): AbortSignal => AbortSignal.timeout(25_000)
