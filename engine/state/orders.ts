import { feedError } from '../errors/feed-error.ts'
import type { Head } from '../model/head.ts'
import type { Hold, Order } from '../model/hold.ts'
import type { FeedId } from '../model/ids.ts'
import { emptyHead, type StateHome } from './home.ts'

/** So many orders stay in the head; all of them stay in the trace and in the changesets they led to. */
const keptOrders = 100

/** A person's hold: no verdict lifts it. The next poll says so in the feed's status. */
export function placeHold(
  home: StateHome,
  feed: FeedId,
  hold: Hold,
  order: Order,
  signal: AbortSignal,
): Promise<Head> {
  return without(home, feed, signal, (head) => ({
    holds: [...head.holds, hold],
    orders: kept(head, order),
    statusAt: null,
  }))
}

/** A person's release. Of an operator's hold: it is gone. Of a check's: its doubt is waived for that capture, which is judged again. */
export async function releaseHold(
  home: StateHome,
  feed: FeedId,
  id: string,
  said: { readonly who: string; readonly why: string; readonly at: string },
  signal: AbortSignal,
): Promise<{ readonly hold: Hold; readonly order: Order }> {
  let released: { readonly hold: Hold; readonly order: Order } | undefined
  await without(home, feed, signal, (head) => {
    const hold = head.holds.find((one) => one.id === id)
    if (hold === undefined) {
      throw feedError('ORDER_REFUSED', { hold: id, why: `${feed} has no such hold any more` })
    }
    const { code, group, capture } = hold
    if (hold.by === undefined && capture !== head.judged?.capture) {
      throw feedError('ORDER_REFUSED', { hold: id, why: 'a newer capture came, and is held as a whole' })
    }
    const order: Order = { order: 'release', hold: id, code, group, capture, ...said }
    released = { hold, order }
    const holds = hold.by === undefined ? head.holds : head.holds.filter((one) => one !== hold)
    return { holds, orders: kept(head, order), reopened: true, statusAt: null }
  })
  if (released === undefined) throw new Error('no release was written')
  return released
}

const kept = (head: Head, order: Order): readonly Order[] => [...head.orders, order].slice(-keptOrders)

/**
 * A write without a lease: conditional on nothing having been written since the read, and raising the epoch, which stops
 * a poll in flight before it commits what this person has just judged.
 */
async function without(
  home: StateHome,
  feed: FeedId,
  signal: AbortSignal,
  change: (head: Head) => Partial<Head>,
): Promise<Head> {
  for (;;) {
    const head = (await home.head(feed, signal)) ?? emptyHead
    const patch = { ...change(head), epoch: head.epoch + 1 }
    const when = { epoch: head.epoch, version: head.version }
    const next = await home.update(feed, when, patch, signal)
    if (next !== undefined) return next
  }
}
