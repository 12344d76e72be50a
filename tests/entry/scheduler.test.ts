import { describe, expect, test } from 'vitest'
import { runSchedule } from '../../engine/entry/scheduler.ts'
import { feedError } from '../../engine/errors/feed-error.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { nextDue } from '../../engine/poll/due.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import { crashPlan } from '../crash/plan.ts'
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts'

const planOf = (name: string, every = 15_000): Plan => ({
  ...crashPlan('nowhere'),
  feed: name as FeedId,
  schedule: { everyMilliseconds: every, windows: [] },
})
const unchanged: PollOutcome = { kind: 'unchanged' }

/** A schedule under way: who polled when, and hands on the clock and on each poll. */
async function started(
  plans: readonly Plan[],
  options: {
    readonly concurrency?: number
    readonly poll?: (plan: Plan, signal: AbortSignal, clock: ManualClock) => Promise<PollOutcome>
    readonly checkedAt?: string | null
  } = {},
) {
  const clock = manualClock()
  const stop = new AbortController()
  const polls: { readonly feed: string; readonly at: number }[] = []
  const said: string[] = []
  const ended = runSchedule(
    plans,
    {
      clock,
      async poll(plan, signal) {
        polls.push({ feed: plan.feed, at: clock.now().getTime() })
        return options.poll === undefined ? unchanged : options.poll(plan, signal, clock)
      },
      checkedAt: async () => options.checkedAt ?? null,
      said: (plan, outcome) => void said.push(`${plan.feed} ${outcome.kind}`),
    },
    { signal: stop.signal, concurrency: options.concurrency ?? 8 },
  )
  ended.catch(() => undefined)
  await clock.advance(0)
  return { clock, stop, polls, said, ended }
}

describe('a schedule', () => {
  test('polls a feed that was never polled at once, and then at every tick', async () => {
    const { clock, stop, polls, ended } = await started([planOf('a')])
    const start = clock.now().getTime()
    await clock.advance(60_000)
    stop.abort()
    await ended
    expect(polls[0]?.at).toBe(start)
    const ticks = polls.slice(1).map(({ at }) => at)
    expect(ticks).toHaveLength(4)
    expect(ticks[0]).toBe(nextDue('a' as FeedId, planOf('a').schedule, start, start))
    expect(ticks.slice(1).map((at, index) => at - ticks[index]!)).toEqual([15_000, 15_000, 15_000])
  })

  test('goes on after a restart where it was: what was just checked waits for its tick', async () => {
    const { clock, stop, polls, ended } = await started([planOf('a', 3_600_000)], {
      checkedAt: '2024-11-05T23:59:59.999Z',
    })
    await clock.advance(1)
    stop.abort()
    await ended
    expect(polls).toEqual([])
  })

  test('never polls a feed while a poll of it is in flight, and makes one poll of the ticks it missed', async () => {
    const first = Promise.withResolvers<PollOutcome>()
    let asked = 0
    const { clock, stop, polls, ended } = await started([planOf('slow')], {
      poll: async () => {
        asked += 1
        return asked === 1 ? first.promise : unchanged
      },
    })
    await clock.advance(70_000)
    expect(polls).toHaveLength(1)
    first.resolve(unchanged)
    await clock.advance(1)
    expect(polls).toHaveLength(2)
    stop.abort()
    await ended
  })

  test('polls no more feeds at one time than it may, and leaves none out', async () => {
    let inFlight = 0
    let most = 0
    const plans = Array.from({ length: 20 }, (_, index) => planOf(`feed-${index}`, 3_600_000))
    const { clock, stop, polls, ended } = await started(plans, {
      concurrency: 3,
      poll: async (_, __, night) => {
        inFlight += 1
        most = Math.max(most, inFlight)
        await night.sleep(100, new AbortController().signal)
        inFlight -= 1
        return unchanged
      },
    })
    await clock.advance(2_000)
    stop.abort()
    await ended
    expect(most).toBe(3)
    expect(new Set(polls.map(({ feed }) => feed)).size).toBe(20)
  })

  test('goes on with the others while one feed fails, and tries that one again', async () => {
    const { clock, stop, said, ended } = await started([planOf('bad'), planOf('good')], {
      poll: async ({ feed }) =>
        feed === 'bad' ? { kind: 'failed', error: feedError('POLL_BUG', { what: 'x' }) } : unchanged,
    })
    await clock.advance(31_000)
    stop.abort()
    await ended
    expect(said.filter((one) => one === 'bad failed').length).toBeGreaterThanOrEqual(3)
    expect(said.filter((one) => one === 'good unchanged').length).toBeGreaterThanOrEqual(3)
  })

  test('polls a feed soon, and then more and more seldom, that has committed what it could not publish', async () => {
    const failed: PollOutcome = { kind: 'failed', error: feedError('LOG_FAILED', { topic: 'x', why: 'y' }) }
    const outcomes: PollOutcome[] = [
      { ...failed, unpublished: true },
      { kind: 'lost', step: 'settle', unpublished: true },
      // The state did not answer, or another process polls: what was unpublished still is.
      failed,
      { kind: 'skipped', why: 'busy' },
      unchanged,
      { ...failed, unpublished: false },
    ]
    const plan = planOf('a', 900_000)
    const { clock, stop, polls, ended } = await started([plan, planOf('b', 900_000)], {
      poll: async ({ feed }) => (feed === 'a' ? outcomes.shift() : undefined) ?? unchanged,
    })
    const start = clock.now().getTime()
    // No tick comes between.
    expect(nextDue(plan.feed, plan.schedule, start, start) - start).toBeGreaterThan(80_000)
    await clock.advance(80_000)
    const ofA = (): readonly number[] =>
      polls.filter(({ feed }) => feed === 'a').map(({ at }) => (at - start) / 1_000)
    expect(ofA()).toEqual([0, 5, 15, 35, 75])
    expect(polls.filter(({ feed }) => feed === 'b')).toHaveLength(1)
    // All is published: the next one comes at the tick, and a failure that leaves nothing behind changes nothing.
    await clock.advance(3 * 900_000)
    expect(ofA()).toHaveLength(5 + 3)
    stop.abort()
    await ended
  })

  test('never waits longer than the usual pace with what is unpublished', async () => {
    const { clock, stop, polls, ended } = await started([planOf('a')], {
      poll: async () => ({ kind: 'lost', step: 'settle', unpublished: true }),
    })
    await clock.advance(600_000)
    stop.abort()
    await ended
    const gaps = polls.slice(1).map(({ at }, index) => at - polls[index]!.at)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(15_000)
  })

  test('waits for polls in flight when it is stopped, and begins no other', async () => {
    const { clock, stop, polls, said, ended } = await started([planOf('a')], {
      poll: async (_, __, night) => {
        await night.sleep(1_000, new AbortController().signal)
        return unchanged
      },
    })
    await clock.advance(500)
    stop.abort()
    await clock.advance(20_000)
    await ended
    expect(polls).toHaveLength(1)
    expect(said).toEqual(['a unchanged'])
  })

  test('asks polls to let go that take longer than the grace', async () => {
    const { clock, stop, said, ended } = await started([planOf('a')], {
      poll: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () =>
            resolve({ kind: 'failed', error: feedError('POLL_STOPPED', {}) }),
          )
        }),
    })
    await clock.advance(500)
    stop.abort()
    await clock.advance(0)
    await clock.advance(4_000)
    expect(said).toEqual([])
    await clock.advance(2_000)
    await ended
    expect(said).toEqual(['a failed'])
  })

  test('ends with a defect of the engine as soon as the polls in flight are done', async () => {
    const { ended } = await started([planOf('a')], {
      poll: async () => {
        throw new TypeError('a defect')
      },
    })
    await expect(ended).rejects.toThrow('a defect')
  })
})
