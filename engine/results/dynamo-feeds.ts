import { inParallel } from '../flow/in-parallel.ts'
import type { FeedId } from '../model/ids.ts'
import { type Calls, everyItem, type Item } from './dynamo-calls.ts'
import { numberOf } from './dynamo-current.ts'
import {
  byBytes,
  contestKey,
  contestPartition,
  feedKey,
  feedPartition,
  reachedKey,
  spreadPartitions,
} from './dynamo-keys.ts'
import { indexes } from './dynamo-table.ts'
import { callsAtOnce } from './in-turn.ts'
import type { Reached } from './store.ts'

/** Which feeds there are, which contests they have, and how far each is: what nobody could scan the table for. */
export interface Feeds {
  /**
   * Says that a feed has these contests, before their first results are written. What it knows a process reads once:
   * whoever empties the table starts its consumers anew.
   */
  expect(feed: FeedId, contests: Iterable<string>, signal: AbortSignal): Promise<void>
  /** Says that a revision is held, after it was written: a crash between leaves it too low until it comes again. */
  reach(feed: FeedId, revision: number, signal: AbortSignal): Promise<void>
  /** By code points. */
  feeds(signal: AbortSignal): Promise<readonly FeedId[]>
  /** In the order of their keys (`CONTEST|…`), by code points. */
  contests(feed: FeedId, signal: AbortSignal): Promise<readonly string[]>
  /** Live results are counted when it is asked; a count that writes add to would drift when they come twice. */
  reached(feed: FeedId, signal: AbortSignal): Promise<Reached>
}

export function dynamoFeeds(calls: Calls): Feeds {
  const expected = new Map<FeedId, Set<string>>()
  const told = new Map<FeedId, number>()
  const ofFeed = (feed: FeedId, signal: AbortSignal): Promise<Item[]> =>
    Array.fromAsync(everyItem(calls, { pk: feedPartition(feed) }, signal))

  return {
    async expect(feed, contests, signal) {
      const known = expected.get(feed) ?? new Set(contestsIn(await ofFeed(feed, signal)))
      expected.set(feed, known)
      if (known.size === 0) await calls.putNew(feedKey(feed), {}, signal)
      await inParallel([...new Set(contests).difference(known)], callsAtOnce, async (contest) => {
        await calls.putNew(contestKey(feed, contest), { contest: { S: contest } }, signal)
        known.add(contest)
      })
    },
    async reach(feed, revision, signal) {
      if ((told.get(feed) ?? 0) >= revision) return
      const value = { revision: { N: String(revision) } }
      const condition = { expression: 'attribute_not_exists(#revision) OR #revision < :revision' }
      const { done, before } = await calls.update(reachedKey(feed), { values: value, condition }, signal)
      const reached = done ? revision : (numberOf(before, 'revision') ?? revision)
      told.set(feed, Math.max(told.get(feed) ?? 0, reached))
    },
    async feeds(signal) {
      const found = spreadPartitions('feeds').map((pk) => Array.fromAsync(everyItem(calls, { pk }, signal)))
      return (await Promise.all(found))
        .flat()
        .map((item) => item['sk']?.S as FeedId)
        .toSorted(byBytes)
    },
    contests: async (feed, signal) => contestsIn(await ofFeed(feed, signal)),
    async reached(feed, signal) {
      const items = await ofFeed(feed, signal)
      const counts = await inParallel(contestsIn(items), callsAtOnce, (contest) =>
        countLive(calls, feed, contest, signal),
      )
      const results = counts.reduce((sum, count) => sum + count, 0)
      const revision = items.map((item) => numberOf(item, 'revision')).find((found) => found !== undefined)
      return { revision: revision ?? 0, results }
    },
  }
}

const contestsIn = (items: readonly Item[]): readonly string[] =>
  items.flatMap((item) => item['contest']?.S ?? []).toSorted((one, other) => byBytes(`${one}|`, `${other}|`))

async function countLive(calls: Calls, feed: FeedId, contest: string, signal: AbortSignal): Promise<number> {
  const ask = { pk: contestPartition(feed, contest), index: indexes.live, count: true }
  let live = 0
  let from: Item | undefined
  do {
    // oxlint-disable-next-line no-await-in-loop -- the next page begins where this one ends
    const { count, next } = await calls.query(ask, from, signal)
    live += count
    from = next
  } while (from !== undefined)
  return live
}
