import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WatchedFeed } from '../../engine/bundle/watched.ts'
import { type WatchHomes, watchFacts } from '../../engine/entry/watch-facts.ts'
import { watchMetrics } from '../../engine/entry/watch-metrics.ts'
import { FeedError, feedError } from '../../engine/errors/feed-error.ts'
import type { DeadEntry } from '../../engine/model/dead-letter.ts'
import type { Head } from '../../engine/model/head.ts'
import type { Hold } from '../../engine/model/hold.ts'
import type { FeedId, Sha256 } from '../../engine/model/ids.ts'
import { keepDead } from '../../engine/register/dead-entries.ts'
import { putGap } from '../../engine/register/gap-entries.ts'
import { sqliteRegister } from '../../engine/register/sqlite.ts'
import { emptyHead } from '../../engine/state/home.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { madeFolder } from '../helpers/temporary-folder.ts'

const { signal } = new AbortController()
const at = (time: string): string => `2024-11-06T${time}Z`
const clock = manualClock({ start: at('02:00:00') })
const live = (feed: string, status: WatchedFeed['status'] = 'live'): WatchedFeed => ({
  feed: feed as FeedId,
  status,
  schedule: { everyMilliseconds: 60_000, windows: [] },
  limits: { seconds: 30 },
})
const checked = (time: string, more: Partial<Head> = {}): Head => ({
  ...emptyHead,
  revision: 3,
  checkedAt: at(time),
  changedAt: at(time),
  ...more,
})
const hold = (more: Partial<Hold> = {}): Hold => ({
  id: 'h-1',
  code: 'CHECK_FALL',
  group: '*',
  scope: {},
  reason: 'it fell',
  results: 4,
  places: [],
  capture: '0'.repeat(64) as Sha256,
  since: at('01:00:30'),
  ...more,
})
const failing = {
  since: at('01:59:00'),
  at: at('01:59:00'),
  polls: 1,
  code: 'SOURCE_FAILED',
  message: 'no answer',
}
const dead: DeadEntry = {
  id: 'd-000000000001',
  group: 'tally',
  processor: 'tally',
  code: 'CONSUME_BUG',
  message: 'a defect',
  attempts: 3,
  at: at('01:30:00'),
  from: { topic: 'results.changes', partition: 1, offset: 7 },
  key: 'k',
  messageId: 'm',
  headers: {},
  value: '{}',
}

const folder = madeFolder('watch')
let made = 0
afterAll(() => rmSync(folder, { recursive: true }))

let heads: Map<string, Head | FeedError>
let homes: WatchHomes
beforeEach(() => {
  heads = new Map()
  homes = {
    heads: async (see) => {
      for (const [id, head] of heads) {
        const feed = id as FeedId
        if (!(head instanceof FeedError)) see({ feed, head, damage: undefined })
        else if (head.code === 'STATE_DAMAGED') see({ feed, head: undefined, damage: head })
        else throw head
      }
    },
    register: sqliteRegister(join(folder, `${(made += 1)}.sqlite`)),
    lags: async () => new Map([['tally', 12]]),
    clock,
    [Symbol.asyncDispose]: async () => undefined,
  }
})
afterEach(() => homes.register[Symbol.asyncDispose]())

/** The figures of the first line, and those of the groups. */
async function seen(feeds: readonly WatchedFeed[]) {
  const lines = watchMetrics(await watchFacts(feeds, homes, signal), 'dev')
  const [all, ...groups] = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
  const { _aws, ...figures } = all ?? {}
  return { figures, groups: groups.map(({ Group, ConsumerLag }) => [Group, ConsumerLag]) }
}

describe('the watch', () => {
  test('finds nothing to say against feeds that are checked in time', async () => {
    heads.set('one', checked('01:59:30'))
    heads.set('two', checked('00:00:00'))
    heads.set('of no deployment', checked('00:00:00'))
    expect(await seen([live('one'), live('two', 'paused')])).toEqual({
      figures: {
        Stage: 'dev',
        LiveFeeds: 1,
        StaleFeeds: 0,
        NewFeeds: 0,
        FailingFeeds: 0,
        UnpublishedFeeds: 0,
        HeldFeeds: 0,
        HeldResults: 0,
        OldestHoldMinutes: 0,
        DeadLetters: 0,
        FeedsWithGaps: 0,
        WatchTrouble: 0,
      },
      groups: [['tally', 12]],
    })
  })

  test('tells feeds that are stale from those that only fail, and from those that never were', async () => {
    heads.set('failed', checked('01:59:30', { failing }))
    heads.set('silent', checked('01:50:00', { failing }))
    heads.set('damaged', feedError('STATE_DAMAGED', { feed: 'damaged', what: 'can not be read' }))
    heads.set('begun', { ...emptyHead, failing })
    const feeds = ['failed', 'silent', 'damaged', 'begun', 'never'].map((name) => live(name))
    expect((await seen(feeds)).figures).toMatchObject({
      LiveFeeds: 5,
      StaleFeeds: 2,
      NewFeeds: 2,
      FailingFeeds: 3,
      WatchTrouble: 0,
    })
  })

  test('counts what waits for a person: not what waits for the closing of polls; the age is that of checks', async () => {
    heads.set('gated', checked('01:59:30', { holds: [hold({ due: at('05:00:00') })] }))
    heads.set('over', checked('01:59:30', { holds: [hold({ due: at('01:59:00'), since: at('01:58:00') })] }))
    heads.set('fell', checked('01:59:30', { holds: [hold(), hold({ id: 'h-2', since: at('01:20:00') })] }))
    heads.set(
      'kept',
      checked('01:59:30', { holds: [hold({ by: 'Kim', since: at('00:00:00'), results: 0 })] }),
    )
    const feeds = ['gated', 'over', 'fell', 'kept'].map((name) => live(name))
    expect((await seen(feeds)).figures).toMatchObject({
      HeldFeeds: 3,
      HeldResults: 12,
      OldestHoldMinutes: 59,
    })
  })

  test('counts what is committed and not in the log, unless a poll is just about it', async () => {
    const pending = '1'.repeat(64) as Sha256
    heads.set('left', checked('01:59:30', { pending }))
    const lease = { owner: 'poll', until: at('02:00:30') }
    heads.set('busy', checked('01:59:30', { pending, lease }))
    expect((await seen([live('left'), live('busy')])).figures).toMatchObject({ UnpublishedFeeds: 1 })
  })

  test('counts dead letters that nobody has replayed, and gaps', async () => {
    await keepDead(homes.register, dead, signal)
    const replayed = { who: 'Kim', why: 'mended', at: at('01:40:00') }
    await keepDead(homes.register, { ...dead, id: 'd-000000000002', replayed }, signal)
    const gap = { feed: 'one' as FeedId, since: at('01:00:00'), from: 2, changes: 1, missing: {}, replays: 0 }
    const found = { guard: 0, gap: { ...gap, replayedAt: null, trouble: null } }
    await putGap(homes.register, gap.feed, found, at('01:00:00'), signal)
    expect((await seen([])).figures).toMatchObject({ DeadLetters: 1, FeedsWithGaps: 1, LiveFeeds: 0 })
  })

  test('says what it knows where one store does not answer, and leaves out what it does not', async () => {
    heads.set('one', checked('01:59:30'))
    homes = { ...homes, lags: () => Promise.reject(new Error('no brokers')) }
    const { figures, groups } = await seen([live('one')])
    expect(figures).toMatchObject({ LiveFeeds: 1, DeadLetters: 0, WatchTrouble: 1 })
    expect(groups).toEqual([])
    heads.set(
      'one',
      feedError('AWS_FAILED', { service: 'DynamoDB', call: 'GetItem', of: 'heads', why: 'no answer' }),
    )
    const blind = (await seen([live('one')])).figures
    expect(blind).toMatchObject({ WatchTrouble: 2, DeadLetters: 0 })
    expect(blind).not.toHaveProperty('StaleFeeds')
    expect(blind).not.toHaveProperty('LiveFeeds')
  })
})
