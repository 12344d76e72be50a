import { type Calls, everyItem, everyPage, type Item, numeral } from '../aws/dynamo-calls.ts'
import { byBytes } from '../aws/dynamo-fitting.ts'
import { inParallel } from '../flow/in-parallel.ts'
import { callsAtOnce } from '../flow/in-turn.ts'
import type { FeedId } from '../model/ids.ts'
import type { Clock } from '../time/clock.ts'
import { numberOf } from './dynamo-current.ts'
import {
  contestKey,
  contestPartition,
  feedKey,
  feedPartition,
  reachedKey,
  spreadPartitions,
} from './dynamo-keys.ts'
import { indexes } from './dynamo-table.ts'
import type { Reached } from './store.ts'

/** Which feeds there are, which contests they have, and how far each is: what nobody could scan the table for. */
export interface Feeds {
  /** Says that a feed has these contests, before their first results are written. What it knows a process reads once. */
  expect(feed: FeedId, contests: Iterable<string>, signal: AbortSignal): Promise<void>
  /**
   * Notes that a contest got a result where none was: it may be the first of a table that was made anew meanwhile, which
   * knows nothing of what was said. Costs nothing by itself.
   */
  began(feed: FeedId, contest: string): void
  /**
   * Says again what is noted so and was last said more than a minute ago, as `expect` does too: a contest costs one more
   * write in a minute at most, and where nothing is noted nothing is asked.
   */
  verify(feed: FeedId, signal: AbortSignal): Promise<void>
  /** Says that a revision is held, after it was written: a crash between leaves it too low until it comes again. */
  reach(feed: FeedId, revision: number, signal: AbortSignal): Promise<void>
  /** By code points. */
  feeds(signal: AbortSignal): Promise<readonly FeedId[]>
  /** In the order of their keys (`CONTEST|…`), by code points. */
  contests(feed: FeedId, signal: AbortSignal): Promise<readonly string[]>
  /** Live results are counted when it is asked; a count that writes add to would drift when they come twice. */
  reached(feed: FeedId, signal: AbortSignal): Promise<Reached>
}

/** So long nothing is said twice. */
const trustedMilliseconds = 60_000

interface Known {
  /** When each contest was said, or read, last: milliseconds of the clock that never jumps. */
  readonly saidAt: Map<string, number>
  /** Said, and perhaps in a table that is no more. */
  readonly unsure: Set<string>
}

export function dynamoFeeds(calls: Calls, clock: Clock): Feeds {
  const known = new Map<FeedId, Known>()
  const told = new Map<FeedId, number>()
  const ofFeed = (feed: FeedId, signal: AbortSignal): Promise<Item[]> =>
    Array.fromAsync(everyItem(calls, { partition: { pk: feedPartition(feed) } }, signal))

  async function knownOf(feed: FeedId, signal: AbortSignal): Promise<Known> {
    const readAt = clock.elapsed()
    const read = async (): Promise<Known> => {
      const contests = contestsIn(await ofFeed(feed, signal))
      return { saidAt: new Map(contests.map((contest) => [contest, readAt])), unsure: new Set() }
    }
    const found = known.get(feed) ?? (await read())
    known.set(feed, found)
    return found
  }

  async function say(
    feed: FeedId,
    { saidAt, unsure }: Known,
    contests: Iterable<string>,
    signal: AbortSignal,
  ): Promise<void> {
    const now = clock.elapsed()
    const again = [...unsure].filter((contest) => now - (saidAt.get(contest) ?? 0) >= trustedMilliseconds)
    const first = [...contests].filter((contest) => !saidAt.has(contest))
    if (saidAt.size === 0 || again.length > 0) await calls.putNew(feedKey(feed), {}, signal)
    if (again.length > 0) told.delete(feed)
    await inParallel([...new Set([...first, ...again])], callsAtOnce, async (contest) => {
      await calls.putNew(contestKey(feed, contest), { contest: { S: contest } }, signal)
      saidAt.set(contest, now)
      unsure.delete(contest)
    })
  }

  return {
    async expect(feed, contests, signal) {
      await say(feed, await knownOf(feed, signal), contests, signal)
    },
    began: (feed, contest) => void known.get(feed)?.unsure.add(contest),
    async verify(feed, signal) {
      const ours = known.get(feed)
      if (ours !== undefined) await say(feed, ours, [], signal)
    },
    async reach(feed, revision, signal) {
      if ((told.get(feed) ?? 0) >= revision) return
      const value = { revision: numeral(revision) }
      const condition = { expression: 'attribute_not_exists(#revision) OR #revision < :revision' }
      const { done, before } = await calls.update(reachedKey(feed), { values: value, condition }, signal)
      const reached = done ? revision : (numberOf(before, 'revision') ?? revision)
      told.set(feed, Math.max(told.get(feed) ?? 0, reached))
    },
    async feeds(signal) {
      const found = spreadPartitions('feeds').map((pk) =>
        Array.fromAsync(everyItem(calls, { partition: { pk } }, signal)),
      )
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
  const ask = { partition: { pk: contestPartition(feed, contest) }, index: indexes.live, count: true }
  let live = 0
  for await (const { count } of everyPage(calls, ask, signal)) live += count
  return live
}
