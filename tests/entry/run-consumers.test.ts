import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { processorsOf } from '../../engine/entry/consume.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { type ConsumersOptions, runConsumers } from '../../engine/entry/run-consumers.ts'
import { type FeedError, feedError } from '../../engine/errors/feed-error.ts'
import { topics } from '../../engine/model/envelope.ts'
import { envelope, feed } from '../conformance/results-samples.ts'
import { inMemory, madeFolder } from '../helpers/temporary-folder.ts'
import { messageOf } from '../process/tally/tallying.ts'

const { signal } = new AbortController()
let directory: string
let homes: Homes
let errors: FeedError[]
beforeEach(() => {
  directory = madeFolder('consumers', inMemory())
  homes = embeddedHomes({ data: directory, environment: {} })
  errors = []
})
afterEach(async () => {
  await homes[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true })
})

/** Consumers that run, on these homes, until they are stopped. */
async function running(on: Homes, more: Partial<ConsumersOptions> = {}) {
  const stop = new AbortController()
  const serving = Promise.withResolvers<number>()
  const ended = runConsumers(on, {
    invoker: processorsOf(on),
    graceMilliseconds: 10_000,
    health: { host: '127.0.0.1', port: 0 },
    trouble: (error) => void errors.push(error),
    serving: serving.resolve,
    signal: stop.signal,
    ...more,
  })
  ended.catch(serving.reject)
  const at = `http://127.0.0.1:${await serving.promise}`
  return {
    async stop() {
      stop.abort()
      await ended
    },
    async health() {
      const answer = await fetch(`${at}/health`)
      const { isHealthy, routes } = (await answer.json()) as {
        readonly isHealthy: boolean
        readonly routes: readonly {
          readonly group: string
          readonly is: string
          readonly processed: number
        }[]
      }
      return { status: answer.status, isHealthy, routes }
    },
    get: (path: string, method = 'GET') => fetch(`${at}${path}`, { method }),
  }
}
const revision = async (): Promise<number | undefined> =>
  (await homes.results.get(feed, envelope(1, 1).key, signal))?.revision

test('all routes run in one process, which says how each is', async () => {
  const consumers = await running(homes)
  await homes.log.publish(topics.changes, [messageOf(envelope(1, 10))], signal)
  await expect.poll(revision).toBe(1)
  const { status, isHealthy, routes } = await consumers.health()
  expect([status, isHealthy]).toEqual([200, true])
  expect(routes.map(({ group }) => group)).toEqual(expect.arrayContaining(['tally', 'keep-status']))
  await expect
    .poll(async () => (await consumers.health()).routes.find(({ group }) => group === 'tally')?.processed)
    .toBe(1)
  expect((await consumers.get('/metrics')).headers.get('content-type')).toContain('version=0.0.4')
  expect((await consumers.get('/other')).status).toBe(404)
  expect((await consumers.get('/health', 'POST')).status).toBe(405)
  await consumers.stop()
  expect(errors).toEqual([])
})

test('one whose log fails is away, and the health says so, while the others go on', async () => {
  const gone = feedError('LOG_FAILED', { topic: topics.status, why: 'no broker answers' })
  const reader: Homes['reader'] = (group) =>
    group === 'keep-status'
      ? {
          ...homes.reader(group),
          read: () => {
            throw gone
          },
        }
      : homes.reader(group)
  const consumers = await running({ ...homes, reader })
  await homes.log.publish(topics.changes, [messageOf(envelope(1, 10))], signal)
  await expect.poll(revision).toBe(1)
  await expect.poll(async () => (await consumers.health()).status).toBe(503)
  const { routes } = await consumers.health()
  expect(routes.filter(({ is }) => is === 'away').map(({ group }) => group)).toEqual(['keep-status'])
  expect(errors.map(({ code }) => code)).toContain('LOG_FAILED')
  await consumers.stop()
})

test('what ticks came to is told once a minute, since the minute before, and to Prometheus since the start', async () => {
  const minute = Promise.withResolvers<void>()
  const told: unknown[] = []
  const three = Promise.withResolvers<void>()
  let pulses = 0
  let looks = 0
  const clock: Homes['clock'] = {
    ...homes.clock,
    // Ticks fail from the third on; minutes pass where somebody waits for them.
    sleep: async (milliseconds, until) => {
      if (milliseconds === 60_000 && (pulses += 1) === 1) return await minute.promise
      return await homes.clock.sleep(milliseconds === 5_000 && looks < 3 ? 1 : milliseconds, until)
    },
  }
  const results: Homes['results'] = {
    ...homes.results,
    statuses: (given) => {
      looks += 1
      if (looks < 3) return homes.results.statuses(given)
      three.resolve()
      return Promise.reject(feedError('DATABASE_FAILED', { file: 'results.sqlite', why: 'the disk is full' }))
    },
  }
  const consumers = await running(
    { ...homes, clock, results },
    { pulse: (_, ticks) => void told.push(ticks) },
  )
  await three.promise
  const figures = async () => await (await consumers.get('/metrics')).text()
  await expect.poll(figures).toContain('canvass_consumer_ticks_failed_total 1\n')
  expect(await figures()).toContain('canvass_consumer_ticks_total 2\n')
  minute.resolve()
  await expect.poll(() => told).toEqual([{ ended: 2, failed: 1 }])
  await consumers.stop()
})

test('what is at work when it is stopped is ended and settled', async () => {
  const begun = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  const inner = processorsOf(homes)
  const consumers = await running(homes, {
    invoker: {
      async invoke(processor, messages, until) {
        begun.resolve()
        await finish.promise
        return await inner.invoke(processor, messages, until)
      },
    },
  })
  await homes.log.publish(topics.changes, [messageOf(envelope(1, 10))], signal)
  await begun.promise
  const stopped = consumers.stop()
  finish.resolve()
  await stopped
  expect(await revision()).toBe(1)
  const progress = await homes.reader('tally').progress([topics.changes], signal)
  expect(progress.reduce((sum, { settled }) => sum + settled, 0)).toBe(1)
})

test('a port that another program has fails before anything is consumed', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  await homes.log.publish(topics.changes, [messageOf(envelope(1, 10))], signal)
  await expect(running(homes, { health: { host: '127.0.0.1', port } })).rejects.toMatchObject({
    code: 'HEALTH_UNAVAILABLE',
  })
  expect(await revision()).toBeUndefined()
  other.close()
})
