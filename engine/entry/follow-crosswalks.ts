import { eachThenFail } from '../flow/each-then-fail.ts'
import type { FeedId } from '../model/ids.ts'
import { followedOf, readOtherwise } from '../process/arbitrate/followed-of.ts'
import { leaveKeys } from '../process/quality/leave-keys.ts'
import { currentElections } from '../register/current-entries.ts'
import { type Followed, followedEntry, noteFollowed } from '../register/followed-entries.ts'
import type { Homes } from './every-port.ts'
import { replayFrom } from './fill-gaps.ts'

type FollowHomes = Pick<
  Homes,
  'results' | 'register' | 'desk' | 'archive' | 'log' | 'state' | 'trace' | 'clock'
>

/**
 * Where the crosswalk of a feed is another than the one that what stands was read by, what the feed said is read anew: what it
 * was read as is decided without it, and its changes are published again, to be judged and made current under the ids of now.
 * It is noted when that is done: whoever ends on the way leaves it to the next. Where nothing is another it only reads.
 * Answers with the feeds; where one can not be published again, the others are, and then it fails with the first error.
 */
export async function followCrosswalks(homes: FollowHomes, signal: AbortSignal): Promise<readonly FeedId[]> {
  const { register, clock } = homes
  const read: FeedId[] = []
  const readAnew = async ({ election, feed, now }: Otherwise): Promise<void> => {
    if ((await homes.results.reached(feed, signal)).revision > 0) {
      await leaveKeys(homes, election, feed, signal)
      await replayFrom({ feed, from: 1 }, homes, signal)
      read.push(feed)
    }
    const at = clock.now().toISOString()
    await noteFollowed(register, election, at, (other) => withCrosswalk(other, feed, now), signal)
  }
  await eachThenFail(readByAnother(homes, signal), readAnew, signal)
  return read
}

/** A feed whose crosswalk in an election is another than the one that was followed. */
interface Otherwise {
  readonly election: string
  readonly feed: FeedId
  readonly now: Followed
}

async function* readByAnother(
  { register, desk }: FollowHomes,
  signal: AbortSignal,
): AsyncIterable<Otherwise> {
  for await (const election of currentElections(register, signal)) {
    const now = followedOf(desk(election))
    const kept = await followedEntry(register, election, signal)
    for (const feed of readOtherwise(kept, now)) yield { election, feed, now }
  }
}

function withCrosswalk(kept: Followed | undefined, feed: FeedId, now: Followed): Followed {
  const { sources, crosswalks } = kept ?? { sources: null, crosswalks: {} }
  const { [feed]: _, ...others } = crosswalks
  const own = Object.hasOwn(now.crosswalks, feed) ? now.crosswalks[feed] : undefined
  return { sources, crosswalks: own === undefined ? others : { ...others, [feed]: own } }
}
