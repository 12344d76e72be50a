import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { tickOnce, tickUntil } from '../../engine/entry/tick-until.ts'
import { type FeedError, feedError } from '../../engine/errors/feed-error.ts'
import { plainDesk } from '../../engine/plan/desk.ts'
import { writeTold } from '../../engine/process/tell/told-entries.ts'
import { writeAlerts } from '../../engine/register/alert-entries.ts'
import { electionsIn } from '../../engine/register/current-entries.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'
import { alert, election } from '../process/tell/telling.ts'

const { signal } = new AbortController()
const busy = feedError('DATABASE_FAILED', { file: 'results.sqlite', why: 'the disk is full' })

/** An alert waits for the window that has begun; people are told by `keys`. */
async function waiting(): Promise<{ readonly homes: Homes; readonly keys: string[] }> {
  const clock = manualClock({ start: '2024-11-06T01:00:00Z' })
  const keys: string[] = []
  const homes: Homes = {
    ...embeddedHomes({ data: join(temporaryFolder('tick')), environment: {} }, { clock }),
    desk: (id) => ({
      ...plainDesk(id),
      alertWindows: [{ from: '2024-11-06T00:30:00Z', to: '2024-11-07T17:00:00Z' }],
    }),
    webhook: { post: async ({ key }) => void keys.push(key) },
  }
  const at = '2024-11-05T12:00:00.000Z'
  await writeAlerts(homes.register, election, [{ alert: alert(), from: 0, at }], signal)
  const told = { alert: alert().id, election, seen: 1, waits: true, posted: null, isUnsure: false }
  await writeTold(homes.register, told, { from: 0, at }, signal)
  return { homes, keys }
}

test('one thing that time has changed waits for no other: what fails is thrown when all are done', async () => {
  const { homes, keys } = await waiting()
  await using _ = homes
  const results: Homes['results'] = { ...homes.results, statuses: () => Promise.reject(busy) }
  await expect(tickOnce({ ...homes, results }, signal)).rejects.toBe(busy)
  expect(keys).toEqual([`${alert().id}/1`])
  await tickOnce(homes, signal)
  expect(keys).toHaveLength(1)
})

/** Ticks that go on until it is over; rests are noted, and take no time. */
async function ticking(homes: Homes, changed: Partial<Homes>, isOver: (done: readonly string[]) => boolean) {
  const stop = new AbortController()
  const rests: number[] = []
  const told: string[] = []
  const done: string[] = []
  const clock: Homes['clock'] = {
    ...homes.clock,
    sleep: async (milliseconds) => {
      rests.push(milliseconds)
      await setImmediate()
    },
  }
  await tickUntil(
    { ...homes, clock, ...changed },
    ({ code }: FeedError) => void told.push(code),
    stop.signal,
    (as) => {
      done.push(as)
      if (isOver(done)) stop.abort()
    },
  )
  return { rests, told, done }
}

test('looks every five seconds, and more rarely while it fails, which it tells', async () => {
  const { homes } = await waiting()
  await using _ = homes
  let looks = 0
  const results: Homes['results'] = {
    ...homes.results,
    statuses: (given) => ((looks += 1) <= 3 ? Promise.reject(busy) : homes.results.statuses(given)),
  }
  const { rests, told, done } = await ticking(homes, { results }, ({ length }) => length === 5)
  expect(told).toEqual(['DATABASE_FAILED', 'DATABASE_FAILED', 'DATABASE_FAILED'])
  expect(done).toEqual(['failed', 'failed', 'failed', 'ended', 'ended'])
  expect(rests.filter((rest) => rest !== 5_000)).toEqual([10_000, 20_000, 40_000])
})

test('nothing waits for files of whole elections; while those fail, nobody says that all was done', async () => {
  const { homes, keys } = await waiting()
  await using _ = homes
  const at = '2024-11-05T12:00:00.000Z'
  await homes.register.put(electionsIn, [{ id: election, from: 0, at, body: { id: election } }], signal)
  const endless: Homes['exports'] = {
    ...homes.exports,
    ends: (_topic, until) => new Promise((_done, fail) => until.addEventListener('abort', fail)),
  }
  const { done } = await ticking(homes, { exports: endless }, ({ length }) => length === 3)
  expect(done).toEqual(['ended', 'ended', 'ended'])
  expect(keys).toEqual([`${alert().id}/1`])
  const broken: Homes['exports'] = { ...homes.exports, ends: () => Promise.reject(busy) }
  const since = (all: readonly string[]) =>
    all.slice(all.includes('failed') ? all.indexOf('failed') : all.length)
  const { done: meanwhile, told } = await ticking(homes, { exports: broken }, (all) => since(all).length > 9)
  expect(new Set(since(meanwhile))).toEqual(new Set(['failed']))
  expect(new Set(told)).toEqual(new Set(['DATABASE_FAILED']))
})
