import { coded } from '../consume/hand.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { eachThenFail } from '../flow/each-then-fail.ts'
import type { FeedId } from '../model/ids.ts'
import { electionIds } from '../process/election-ids.ts'
import { currentEntry } from '../register/current-entries.ts'
import { madeCurrent, noteMadeCurrent } from '../register/made-current-entries.ts'
import type { Homes } from './every-port.ts'
import { replayFrom } from './fill-gaps.ts'
import { followCrosswalks } from './follow-crosswalks.ts'

/** From one try to the next, where a feed can not be replayed. */
const betweenMilliseconds = 60_000

type MakeHomes = Pick<
  Homes,
  'results' | 'register' | 'desk' | 'archive' | 'log' | 'state' | 'trace' | 'clock'
>

/**
 * Where the ledger holds what a feed said, and nothing of it was ever judged and made current, its changes are published
 * again: an earlier version has filled the ledger, or the register was lost. Else what stands would be made of the few
 * results that change from now on. Of each feed it is asked once. Answers with those that were replayed; where one can not
 * be, the others are, and then it fails with the first error.
 */
export async function makeCurrent(homes: MakeHomes, signal: AbortSignal): Promise<readonly FeedId[]> {
  const { register, clock } = homes
  const replayed: FeedId[] = []
  const replay = async (feed: FeedId): Promise<void> => {
    const before = await madeCurrent(register, feed, signal)
    if (before === 'done') return
    const is = before ?? (await standsOf(feed, homes, signal))
    if (is === undefined) return
    if (is === 'begun') {
      await noteMadeCurrent(register, feed, 'begun', clock.now().toISOString(), signal)
      await replayFrom({ feed, from: 1 }, homes, signal)
      replayed.push(feed)
    }
    await noteMadeCurrent(register, feed, 'done', clock.now().toISOString(), signal)
  }
  await eachThenFail(homes.state.feeds(signal), replay, signal)
  return replayed
}

/**
 * Tries until it has done it for every feed, and has followed crosswalks that were changed, or the signal aborts. What goes
 * wrong is told once. Never rejects.
 */
export async function makeCurrentUntil(
  homes: MakeHomes,
  trouble: (error: FeedError) => void,
  signal: AbortSignal,
): Promise<void> {
  let told: string | undefined
  while (!signal.aborted) {
    try {
      await makeCurrent(homes, signal)
      await followCrosswalks(homes, signal)
      return
    } catch (thrown) {
      if (signal.aborted) return
      const error = coded('replay', thrown)
      if (error.message !== told) trouble(error)
      told = error.message
    }
    await homes.clock.sleep(betweenMilliseconds, signal).catch(() => undefined)
  }
}

/** By the first result that it has: what is consumed in its order was heard from the first one on. Undefined: it has none. */
async function standsOf(
  feed: FeedId,
  { results, register, desk }: MakeHomes,
  signal: AbortSignal,
): Promise<'begun' | 'done' | undefined> {
  for await (const { key, record, derived } of results.list({ feed }, signal)) {
    if (derived) continue
    const ours = electionIds(desk(record.election).crosswalks[feed]).ours(key)
    const entry = await currentEntry(register, record.election, ours, signal)
    return entry !== undefined && Object.hasOwn(entry.body.memory.heard, feed) ? 'done' : 'begun'
  }
  return undefined
}
