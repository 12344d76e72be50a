import { join } from 'node:path'
import { expect, test } from 'vitest'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import { tickOnce, tickUntil } from '../../engine/entry/tick-until.ts'
import { type FeedError, feedError } from '../../engine/errors/feed-error.ts'
import { plainDesk } from '../../engine/plan/desk.ts'
import { writeTold } from '../../engine/process/tell/told-entries.ts'
import { writeAlerts } from '../../engine/register/alert-entries.ts'
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

test('looks every five seconds, and more rarely while it fails, which it tells', async () => {
  const { homes } = await waiting()
  await using _ = homes
  const stop = new AbortController()
  const rests: number[] = []
  const told: string[] = []
  let looks = 0
  const clock: Homes['clock'] = {
    ...homes.clock,
    async sleep(milliseconds) {
      rests.push(milliseconds)
      if (rests.length === 5) stop.abort()
    },
  }
  const results: Homes['results'] = {
    ...homes.results,
    statuses: (given) => ((looks += 1) <= 3 ? Promise.reject(busy) : homes.results.statuses(given)),
  }
  const done: string[] = []
  const trouble = ({ code }: FeedError) => void told.push(code)
  await tickUntil({ ...homes, clock, results }, trouble, stop.signal, (as) => void done.push(as))
  expect(done).toEqual(['failed', 'failed', 'failed', 'ended', 'ended'])
  expect(told).toEqual(['DATABASE_FAILED', 'DATABASE_FAILED', 'DATABASE_FAILED'])
  expect(rests).toEqual([10_000, 20_000, 40_000, 5_000, 5_000])
})
