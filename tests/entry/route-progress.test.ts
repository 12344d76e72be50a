import { beforeEach, describe, expect, test } from 'vitest'
import { routeHealth, stallMilliseconds } from '../../engine/entry/consume-health.ts'
import { prometheusText } from '../../engine/entry/consume-metrics.ts'
import { newRouteProgress, type RouteProgress } from '../../engine/entry/route-progress.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts'

const route = { group: 'tally', topic: 'results.changes', processors: ['tally'] }
const busy = feedError('DATABASE_FAILED', { file: 'results.sqlite', why: 'the disk is full' })
let clock: ManualClock
let progress: RouteProgress
beforeEach(() => {
  clock = manualClock()
  progress = newRouteProgress(clock)
  progress.lives(true)
})
const now = () => routeHealth(route, progress.now())
const fetched = (partition: number, messages: number): void =>
  progress.watch({
    kind: 'fetched',
    topic: route.topic,
    partition,
    messages,
    publishedAt: clock.now().getTime() - 2_000,
  })
const settled = (partition: number, messages: number): void =>
  progress.watch({ kind: 'settled', topic: route.topic, parts: [{ partition, messages }], ms: 1 })
const lag = (...ends: readonly (readonly [settled: number, end: number])[]): void =>
  progress.sampled(
    ends.map(([has, end], partition) => ({ topic: route.topic, partition, settled: has, end })),
  )

describe('a route', () => {
  test('is idle where nothing waits, and away where it is no member of its group', () => {
    expect(now()).toMatchObject({ is: 'idle', isHealthy: true, lag: null, inFlight: 0, oldestSeconds: 0 })
    lag([5, 5], [0, 0])
    expect(now()).toMatchObject({ is: 'idle', lag: 0 })
    progress.lives(false)
    expect(now()).toMatchObject({ is: 'away', isHealthy: false })
  })

  test('counts what is at work, how old it is, and what is done in what time', async () => {
    lag([0, 700])
    fetched(0, 500)
    fetched(0, 200)
    fetched(3, 100)
    await clock.advance(10_000)
    expect(now()).toMatchObject({ is: 'working', inFlight: 800, oldestSeconds: 12, lag: 700 })
    settled(0, 500)
    lag([500, 900])
    expect(now()).toMatchObject({
      inFlight: 300,
      processed: 500,
      perSecond: 50,
      lag: 400,
      lastSettledAt: '2024-11-06T00:00:10.000Z',
      partitions: [{ partition: 0, settled: 500, end: 900, lag: 400 }],
    })
  })

  test('is stuck where work comes to no end, and well again when it does', async () => {
    fetched(0, 5)
    await clock.advance(stallMilliseconds)
    expect(now().is).toBe('working')
    await clock.advance(1)
    expect(now()).toMatchObject({
      is: 'stuck',
      isHealthy: false,
      reason: 'nothing was settled for 120 s, and something waits',
    })
    settled(0, 5)
    expect(now()).toMatchObject({ is: 'idle', isHealthy: true })
  })

  test('is stuck where something waits in the log and nobody of the group moves, though nothing came here', async () => {
    lag([5, 9])
    await clock.advance(stallMilliseconds)
    lag([6, 9])
    await clock.advance(stallMilliseconds)
    lag([6, 12])
    expect(now().is).toBe('working')
    await clock.advance(1)
    expect(now().is).toBe('stuck')
    lag([12, 12])
    expect(now().is).toBe('idle')
  })

  test('that waits for a store says for which, and is healthy for as long as that may take', async () => {
    fetched(0, 5)
    progress.watch({ kind: 'waiting', processor: 'tally', attempt: 1, milliseconds: 400, error: busy })
    await clock.advance(60_000)
    progress.watch({ kind: 'waiting', processor: 'tally', attempt: 9, milliseconds: 400, error: busy })
    expect(now()).toMatchObject({
      is: 'waiting',
      isHealthy: true,
      reason: expect.stringMatching(
        /^tally waits since 2024-11-06T00:00:00\.000Z: DATABASE_FAILED /,
      ) as string,
    })
    await clock.advance(60_001)
    expect(now()).toMatchObject({ is: 'stuck', reason: expect.stringContaining('DATABASE_FAILED') as string })
    progress.watch({ kind: 'resumed', processor: 'tally', ms: 1 })
    settled(0, 5)
    expect(now()).toMatchObject({ is: 'idle', reason: null })
  })

  test('forgets what was at work when it is no member any more: that comes again', () => {
    fetched(0, 5)
    progress.lives(false)
    progress.lives(true)
    expect(now()).toMatchObject({ is: 'idle', inFlight: 0 })
  })

  test('is told to Prometheus, with what is known', () => {
    fetched(0, 5)
    const unknown = prometheusText([now()], 2, undefined)
    expect(unknown).toContain('canvass_consumer_in_flight{group="tally",topic="results.changes"} 5\n')
    expect(unknown).toContain('canvass_consumer_gaps 2\n')
    expect(unknown).not.toMatch(/canvass_consumer_lag{|canvass_consumer_ticks/)
    lag([5, 9])
    const known = prometheusText([now()], 0, { ended: 12, failed: 3 })
    expect(known).toContain('canvass_consumer_ticks_total 12\n')
    expect(known).toContain('canvass_consumer_ticks_failed_total 3\n')
    expect(known).toContain('canvass_consumer_lag{group="tally",topic="results.changes"} 4\n')
    expect(known).toContain(
      'canvass_consumer_partition_lag{group="tally",topic="results.changes",partition="0"} 4\n',
    )
    for (const line of known.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]+\})? [\d.]+)$/)
  })
})
