import { FeedError } from '../errors/feed-error.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import { itemGone } from '../state/item-gone.ts'
import type { StateStore } from '../state/store.ts'

/** The head of a feed, or why it can not be read. */
export interface PeekedHead {
  readonly head: Head | undefined
  readonly damage: FeedError | undefined
}
/** Of a feed that was never polled, or that nobody looked at. */
export const nothingPeeked: PeekedHead = { head: undefined, damage: undefined }

/**
 * As `peekHead`, and looks whether all is there that the head lists: an unchanged source would hide that something is
 * gone. The head is answered all the same.
 */
export async function peekState(feed: FeedId, state: StateStore, signal: AbortSignal): Promise<PeekedHead> {
  const peeked = await peekHead(feed, state, signal)
  if (peeked.head === undefined) return peeked
  const [gone] = await state.missing(feed, peeked.head, signal)
  return gone === undefined ? peeked : { ...peeked, damage: itemGone(feed, gone) }
}

/** For who looks at many feeds: one whose head is damaged (STATE_DAMAGED) says so, and hides no other (DESIGN P9). */
export async function peekHead(feed: FeedId, state: StateStore, signal: AbortSignal): Promise<PeekedHead> {
  try {
    return { head: await state.peek(feed, signal), damage: undefined }
  } catch (error) {
    if (error instanceof FeedError && error.code === 'STATE_DAMAGED')
      return { head: undefined, damage: error }
    throw error
  }
}
