import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { consumeTopics } from '../../engine/entry/consume.ts'
import { embeddedHomes } from '../../engine/entry/embedded-homes.ts'
import { fillGaps, isDue } from '../../engine/entry/fill-gaps.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { topics } from '../../engine/model/envelope.ts'
import type { Gap } from '../../engine/model/gap.ts'
import type { FeedId } from '../../engine/model/ids.ts'
import { readChangeset } from '../../engine/poll/changeset.ts'
import { messagesOf } from '../../engine/poll/publish.ts'
import { getGap } from '../../engine/register/gap-entries.ts'
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts'
import { firstCounts, type Night, night } from '../helpers/night.ts'

const { signal } = new AbortController()
const feed = 'us-xx-county' as FeedId
let one: Night
let homes: Homes
let clock: ManualClock
let told: string[]
const data = (): string => one.environment['CANVASS_HOME'] ?? ''
const trouble = ({ code }: FeedError): void => void told.push(code)
const drain = (): Promise<number> => consumeTopics(homes, { drain: true, signal })
const gap = async (): Promise<Gap | undefined> => (await getGap(homes.register, feed, signal)).gap
const ledger = async (): Promise<string[]> =>
  (await Array.fromAsync(homes.results.list({ feed }, signal))).map(
    ({ key, revision, derived }) => `${key.split(':').at(-1)} ${revision}${derived ? ' (sum)' : ''}`,
  )

/** Three revisions in the archive, and consumers that began anew and heard of the last only. */
beforeEach(async () => {
  one = night()
  told = []
  one.publish(firstCounts)
  await one.feed(['run', '--once'])
  one.publish({ ...firstCounts, Oak: [1_300, 1_000], Elm: [3_200, 2_900] })
  await one.feed(['run', '--once'])
  one.publish({ ...firstCounts, Oak: [1_400, 1_100], Elm: [3_200, 2_900] })
  await one.feed(['run', '--once'])
  for (const name of ['log', 'results', 'register'])
    for (const end of ['', '-wal', '-shm']) rmSync(join(data(), `${name}.sqlite${end}`), { force: true })
  clock = manualClock({ start: '2024-11-06T05:00:00Z' })
  homes = embeddedHomes({ data: data(), environment: {} }, { clock })
  for await (const { changeset } of homes.archive.revisions(feed, signal)) {
    const messages = [...messagesOf(await readChangeset(homes.archive, changeset, signal))]
    await homes.log.publish(topics.changes, messages, signal)
    break
  }
  await drain()
})
afterEach(() => homes[Symbol.asyncDispose]())

describe('a gap', () => {
  test('is replayed from the archive once it is older than what may be late, and ends with what comes', async () => {
    expect(await gap()).toMatchObject({ from: 1, changes: 1, replays: 0 })
    expect(await ledger()).toContain('oak 3')
    expect(await fillGaps(homes, trouble, signal)).toEqual([])
    await clock.advance(10_000)
    expect(await fillGaps(homes, trouble, signal)).toEqual([feed])
    expect(await gap()).toMatchObject({ replays: 1, replayedAt: '2024-11-06T05:00:10.000Z', trouble: null })
    await drain()
    expect(await gap()).toBeUndefined()
    expect(await ledger()).toEqual(expect.arrayContaining(['oak 3', 'elm 2', 'fir 1']))
    expect(told).toEqual([])
  })

  test('is replayed by one of several who see it', async () => {
    await clock.advance(10_000)
    const both = await Promise.all([fillGaps(homes, trouble, signal), fillGaps(homes, trouble, signal)])
    expect(both.flat()).toEqual([feed])
  })

  test("that the archive can not fill says why, is tried again later and later, and then is a person's", async () => {
    rmSync(join(data(), 'archive'), { recursive: true })
    await clock.advance(10_000)
    expect(await fillGaps(homes, trouble, signal)).toEqual([])
    expect(told).toEqual(['REPLAY_NEWEST_MISSING'])
    expect(await gap()).toMatchObject({ replays: 1, trouble: { code: 'REPLAY_NEWEST_MISSING' } })
    for (const wait of [60_000, 180_000, 540_000]) {
      await clock.advance(wait - 1)
      await fillGaps(homes, trouble, signal)
      const before = told.length
      await clock.advance(1)
      await fillGaps(homes, trouble, signal)
      expect(told).toHaveLength(before + 1)
    }
    await clock.advance(86_400_000)
    await fillGaps(homes, trouble, signal)
    expect(told).toHaveLength(4)
  })

  test('is seen in the status with the command that fills it, until it is filled', async () => {
    const shown = await one.feed(['status'], { clock })
    expect(shown.exit).toBe(1)
    expect(shown.stdout).toContain(
      'consumers missed what came before 1 change, of revision 1 or later, since 2024-11-06T05:00:00.000Z',
    )
    await one.feed(['replay', feed])
    const { lines } = await one.json(['status'])
    expect(lines[0].feeds).toMatchObject([{ gap: null, behind: null }])
  })
})

test('is due after ten seconds, then after one, three and nine minutes, and no more', () => {
  const at = (milliseconds: number): string => new Date(Date.UTC(2024, 10, 6) + milliseconds).toISOString()
  const plain = { feed, since: at(0), from: 1, changes: 1, missing: {}, trouble: null }
  const gapAfter = (replays: number, replayedAt: string | null): Gap => ({ ...plain, replays, replayedAt })
  const now = Date.UTC(2024, 10, 6)
  expect(isDue(gapAfter(0, null), now + 9_999)).toBe(false)
  expect(isDue(gapAfter(0, null), now + 10_000)).toBe(true)
  expect(isDue(gapAfter(3, at(0)), now + 539_999)).toBe(false)
  expect(isDue(gapAfter(3, at(0)), now + 540_000)).toBe(true)
  expect(isDue(gapAfter(4, at(0)), now + 9_000_000)).toBe(false)
})
