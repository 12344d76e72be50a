import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { consume } from '../../engine/consume/consumer.ts'
import type { ConsumeEvent } from '../../engine/consume/watch.ts'
import { inProcessInvoker } from '../../engine/invoke/in-process.ts'
import type { Message } from '../../engine/model/envelope.ts'
import { systemClock } from '../../engine/time/system-clock.ts'
import { type Child, startChild } from '../conformance/child.ts'
import { message } from '../conformance/log-samples.ts'
import { type KafkaHome, kafkaHome } from './log-on-kafka.ts'
import { needs } from './needs.ts'

const { endpoints, missing, named } = needs('kafka')
const script = new URL('children/consumer.ts', import.meta.url)
const { signal } = new AbortController()
const keys = Array.from({ length: 40 }, (_, n) => `contest|unit:${n}`)
const round = (revision: number) => keys.map((key) => message(key, revision))
const until = async (met: () => unknown): Promise<void> => {
  await expect.poll(met, { timeout: 60_000, interval: 50 }).toBe(true)
}

describe.skipIf(missing)(named('consumers of a group on Kafka'), () => {
  let home: KafkaHome
  let topic: string
  beforeEach(async () => {
    home = kafkaHome(endpoints.kafka)
    topic = await home.topic()
  })
  afterEach(() => home.close())

  /** A consumer as a process of its own, and what it said so far. */
  function member(milliseconds: number) {
    const child: Child = startChild(script, endpoints.kafka, home.topicPrefix, topic, 'g', milliseconds)
    const said: string[] = []
    const done = (async () => {
      for await (const line of child.lines) said.push(line)
    })()
    const did = (): readonly string[] =>
      said.flatMap((line) => (line.startsWith('did ') ? [line.slice(4)] : []))
    return { ...child, said, did, done }
  }

  /** A consumer in this process. */
  function here(process: (messages: readonly Message[], until: AbortSignal) => Promise<readonly string[]>) {
    const stop = new AbortController()
    const heard: ConsumeEvent[] = []
    const ended = (async () => {
      await using reader = home.reader('g')
      const parts = { group: 'g', routes: { [topic]: ['p'] }, reader, clock: systemClock }
      const watch = (event: ConsumeEvent): void => void heard.push(event)
      const bury = async (): Promise<never> => Promise.reject(new Error('nothing dies here'))
      const invoker = inProcessInvoker({ p: process })
      const options = { drain: false, signal: stop.signal, grace: 2_000 }
      return await consume({ ...parts, invoker, watch, bury }, options)
    })().catch((error: unknown) => {
      if (!stop.signal.aborted) throw error
    })
    return {
      heard,
      async stop() {
        stop.abort()
        await ended
      },
    }
  }
  const lag = async (): Promise<number> => {
    await using reader = home.reader('g')
    const progress = await reader.progress([topic], signal)
    return progress.reduce((sum, { settled, end }) => sum + end - settled, 0)
  }

  test('one is killed at work, and the other has all of it in the end; SIGTERM ends that one in good order', async () => {
    const [one, two] = [member(100), member(100)]
    let revision = 0
    while (one.did().length === 0 || two.did().length === 0) {
      revision += 1
      await home.log.publish(topic, round(revision), signal)
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    await home.log.publish(topic, [...round(revision + 1), ...round(revision + 2)], signal)
    await until(() => one.said.at(-1)?.startsWith('begins') || one.did().length > 200)
    one.kill()
    await one.done
    await home.log.publish(topic, round(revision + 3), signal)
    const wanted = keys.flatMap((key) =>
      Array.from({ length: revision + 3 }, (_, nth) => message(key, nth + 1).id),
    )
    await until(() => new Set([...one.did(), ...two.did()]).isSupersetOf(new Set(wanted)))
    // Of each key each life has begun in order, whatever came twice.
    for (const { did } of [one, two]) {
      for (const key of keys) {
        const own = did().filter((id) => id.endsWith(`/${key}`))
        const last = own.map((id) => Number(id.split('/')[1]))
        expect(last.slice(last.lastIndexOf(Math.min(...last)))).toEqual(
          last.slice(last.lastIndexOf(Math.min(...last))).toSorted((a, b) => a - b),
        )
      }
    }
    // At work when it is told to end: it ends what it has begun, settles it and leaves.
    await home.log.publish(topic, round(revision + 4), signal)
    await until(() => two.said.at(-1)?.startsWith('begins'))
    two.terminate()
    expect(await two.ended).toEqual({ code: 0, complaint: '' })
    expect(two.said.at(-1)).toBe('ended')
    const settled = new Set(two.did().filter((id) => id.includes(`/${revision + 4}/`)))
    expect(settled.size).toBeGreaterThan(0)
    expect(await lag()).toBe(keys.length - settled.size)
  }, 115_000)

  test('who works longer than a session stays a member; who loses its partitions drops its work early, and nothing is lost', async () => {
    const did: string[] = []
    let isSlow = true
    const aborted: unknown[] = []
    const one = here(async (messages, lost) => {
      if (isSlow) {
        // Longer than the coordinator waits for a member that it does not hear.
        await systemClock.sleep(12_000, lost)
        isSlow = false
      }
      did.push(...messages.map(({ id }) => id))
      return []
    })
    await home.log.publish(topic, round(1), signal)
    await until(() => did.length >= keys.length)
    expect(did.toSorted()).toEqual(
      round(1)
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(one.heard.filter(({ kind }) => kind === 'dropped')).toEqual([])
    await until(() => one.heard.some(({ kind }) => kind === 'settled'))

    // Another one joins while the first is at work on what it will have lost.
    const stuck = Promise.withResolvers<void>()
    isSlow = false
    await one.stop()
    const three = here(async (messages, lost) => {
      if (messages.some(({ id }) => id.includes('/2/')) && aborted.length === 0) {
        lost.addEventListener('abort', () => {
          aborted.push(lost.reason)
          stuck.resolve()
        })
        await stuck.promise
        lost.throwIfAborted()
      }
      did.push(...messages.map(({ id }) => id))
      return []
    })
    await home.log.publish(topic, round(2), signal)
    await until(() => three.heard.some(({ kind }) => kind === 'begun'))
    const four = here(async (messages) => {
      did.push(...messages.map(({ id }) => id))
      return []
    })
    await until(() => aborted.length > 0)
    await until(() => new Set(did).isSupersetOf(new Set(round(2).map(({ id }) => id))))
    expect(three.heard.some(({ kind }) => kind === 'dropped')).toBe(true)
    await expect.poll(lag, { timeout: 20_000, interval: 100 }).toBe(0)
    await Promise.all([three.stop(), four.stop()])
  }, 115_000)
})
