import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { schedulesOf } from '../../engine/deploy/schedules.ts'
import type { BatchAnswer, QueueRecord } from '../../engine/entry/poll-ticks.ts'
import { pollerFunction } from '../../engine/entry/poller-function.ts'
import { imported } from '../bundle/imported.ts'
import { startHttpServer, type TestServer } from '../helpers/http-server.ts'
import { precinctsFile, precinctsPlan } from '../helpers/precincts-feed.ts'
import { madeFolder } from '../helpers/temporary-folder.ts'
import { needs } from './needs.ts'
import { type TickQueue, tickQueue } from './tick-queue.ts'

const { endpoints, missing, named } = needs('moto')

describe.skipIf(missing)(named('ticks through a queue'), () => {
  const folder = madeFolder('ticks')
  const plan = precinctsPlan('ticked', 'http://127.0.0.1/')
  let source: TestServer
  let handler: (records: readonly QueueRecord[]) => Promise<BatchAnswer>
  let queue: TickQueue

  beforeAll(async () => {
    source = await startHttpServer((_, response) => response.end(precinctsFile([12, 9])))
    const module = await imported([precinctsPlan('ticked', `${source.url}/results.csv`)], folder)
    vi.stubEnv('CANVASS_HOME', join(folder, 'home'))
    vi.stubEnv('CANVASS_ENV_FILE', '/dev/null')
    const poller = pollerFunction(() => Promise.resolve(module), { build: 3 })
    handler = async (records) =>
      (await poller({ Records: records }, { getRemainingTimeInMillis: () => 60_000 })) as BatchAnswer
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await source?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })
  beforeEach(async () => {
    queue = await tickQueue(endpoints.moto)
  })
  afterEach(() => queue[Symbol.asyncDispose]())

  test('a schedule that fires sends all ticks of its minute, and each comes when its delay is over and is a poll', async () => {
    const [schedule] = schedulesOf(
      { ...plan, schedule: { everyMilliseconds: 2_000, windows: [] } },
      Date.now(),
    )
    const ticks = schedule!.ticks.slice(0, 3)
    const asked = source.requests.length
    const fired = Date.now()
    // Of a slower pace: this machine may be busy, and what is late is not polled for.
    await queue.fire({ ticks, everySeconds: 60 }, plan.feed, new Date(fired))
    const came: { readonly after: number; readonly late: number }[] = []
    while (came.length < ticks.length) {
      // oxlint-disable-next-line no-await-in-loop -- as Lambda does
      for (const { body } of await queue.handOver(handler)) {
        const { after } = JSON.parse(body) as { after: number }
        came.push({ after, late: (Date.now() - fired) / 1_000 - after })
      }
    }
    expect(came.map(({ after }) => after)).toEqual(ticks)
    expect(Math.min(...came.map(({ late }) => late))).toBeGreaterThanOrEqual(0)
    expect(source.requests.length - asked).toBe(3)
  }, 30_000)

  test('several ticks of a feed that come together are one poll', async () => {
    const asked = source.requests.length
    await queue.fire({ ticks: [0, 0, 0], everySeconds: 60 }, plan.feed, new Date())
    expect(await queue.handOver(handler)).toHaveLength(3)
    expect(source.requests.length - asked).toBe(1)
    expect(await queue.handOver(handler)).toEqual([])
  }, 30_000)

  test('a tick of a feed that the function has no plan of comes again, then lies with the dead; others of its batch are done', async () => {
    await queue.fire({ ticks: [0], everySeconds: 900 }, 'us-xx-gone', new Date())
    await queue.fire({ ticks: [0], everySeconds: 900 }, plan.feed, new Date())
    const bodies: string[] = []
    while (bodies.length < 3) {
      // oxlint-disable-next-line no-await-in-loop -- as Lambda does
      bodies.push(
        ...(await queue.handOver(handler, 2)).map(({ body }) => (JSON.parse(body) as { feed: string }).feed),
      )
    }
    expect(bodies.toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
      'us-xx-gone',
      'us-xx-gone',
      plan.feed,
    ])
    await expect
      .poll(async () => [await queue.handOver(handler, 0), await queue.dead()], {
        timeout: 10_000,
        interval: 300,
      })
      .toEqual([[], [expect.stringContaining('us-xx-gone')]])
  }, 30_000)
})
