import { feedError } from '../errors/feed-error.ts'
import { canonicalJson } from '../flow/canonical-json.ts'
import type { Head } from '../model/head.ts'
import type { Hold, Order } from '../model/hold.ts'
import type { FeedId } from '../model/ids.ts'
import { emptyHead, type StateHome } from './home.ts'
import { refusalOf } from './refusal.ts'

/**
 * So many orders stay in the head, beside those that say what is waived of the capture last judged; all of them stay in
 * the trace and in the changesets they led to.
 */
const keptOrders = 100

/** A person's hold: no verdict lifts it. The next poll says so in the feed's status. */
export function placeHold(
  home: StateHome,
  feed: FeedId,
  hold: Hold,
  order: Order,
  signal: AbortSignal,
): Promise<Head> {
  return without(home, feed, order, signal, (head) => ({
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
  const refused = (why: string): Error => feedError('ORDER_REFUSED', { hold: id, why })
  const found = (head: Head | undefined): Hold => {
    const hold = head?.holds.find((one) => one.id === id)
    if (hold === undefined) throw refused(`${feed} has no such hold any more`)
    return hold
  }
  const hold = found(await home.head(feed, signal))
  const { code, group, capture } = hold
  const order: Order = { order: 'release', hold: id, code, group, capture, ...said }
  await without(home, feed, order, signal, (head) => {
    const now = found(head)
    const refusal = refusalOf(now, head.judged)
    if (refusal !== undefined) throw refused(refusal)
    if (now.capture !== capture) throw refused('a newer capture came in this very moment')
    const holds = now.by !== undefined ? head.holds.filter((one) => one !== now) : head.holds
    return { holds, orders: kept(head, order), reopened: true, statusAt: null }
  })
  return { hold, order }
}

function kept(head: Head, order: Order): readonly Order[] {
  const orders = [...head.orders, order]
  const from = orders.length - keptOrders
  const isWaived = ({ order: word, capture }: Order): boolean =>
    word === 'release' && capture === head.judged?.capture
  return orders.filter((one, index) => index >= from || isWaived(one))
}

/**
 * A write without a lease: conditional on nothing having been written since the read, and raising the epoch, which stops
 * a poll in flight before it commits what this person has just judged. The lease goes with it, so that the next poll need
 * not wait until it runs out. An answer that is lost is looked up: an order is never carried out twice.
 */
async function without(
  home: StateHome,
  feed: FeedId,
  order: Order,
  signal: AbortSignal,
  change: (head: Head) => Partial<Head>,
): Promise<Head> {
  const said = canonicalJson(order)
  let failed: { readonly error: unknown } | undefined
  for (;;) {
    const head = (await home.head(feed, signal)) ?? emptyHead
    if (head.orders.some((one) => canonicalJson(one) === said)) return head
    if (failed !== undefined) throw failed.error
    const taken = head.lease === null ? {} : { lease: null, ended: head.lease.owner }
    const patch = { ...change(head), epoch: head.epoch + 1, ...taken }
    const when = { epoch: head.epoch, version: head.version }
    const next = await home.update(feed, when, patch, signal).catch((error: unknown) => {
      failed = { error }
    })
    if (next !== undefined) return next
  }
}
