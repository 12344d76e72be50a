import { type FeedError, feedError, said as text } from '../errors/feed-error.ts'
import { inParallel } from '../flow/in-parallel.ts'
import type { Head, StateItems } from '../model/head.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'
import { listed, type RememberingFold, rememberingFold } from './fold.ts'
import { type Condition, emptyHead, type StateHome } from './home.ts'
import { itemGone } from './item-gone.ts'
import { epochOf, isWhole, itemsAfter } from './layout.ts'
import { placeHold, releaseHold } from './orders.ts'
import type { Lease, StateStore, Written } from './store.ts'

/**
 * So many items are read, written or deleted at one time; their order is of no account, the head alone decides. All of a
 * feed lie in one partition of a table, which takes about 1 MB a second: more at once would only be throttled.
 */
const itemsAtOnce = 4

/**
 * A lease that is given back names whose it was, in the same write: from then on that poll gets no other. A request for it
 * that is still on its way, though nobody waits for its answer any more, would keep the feed from the polls that follow for
 * as long as a lease lasts. As long as a poll has not given back it may ask again: an answer may have been lost.
 */
function givenBack({ head: { lease } }: Lease): Partial<Head> {
  return { lease: null, ...(lease === null ? {} : { ended: lease.owner }) }
}

/** The rules of DESIGN §5, the same over every home. As many as `maxDeltas` become one: 32, if not said. */
export function stateStore(
  home: StateHome,
  { maxDeltas }: { readonly maxDeltas?: number | undefined } = {},
): StateStore {
  const fold = rememberingFold()
  return {
    async acquire(feed, ask, signal) {
      // An answer that was lost is asked for again: a lease of this very poll is granted again.
      const { granted, head } = await home.acquire(feed, ask, signal).catch(() => {
        signal.throwIfAborted()
        return home.acquire(feed, ask, signal)
      })
      if (granted) return { kind: 'lease', lease: { feed, epoch: head.epoch, head } }
      if (head.build > ask.build) return { kind: 'newer-build', build: head.build }
      return { kind: 'busy', until: head.lease?.until ?? ask.now }
    },

    load: (feed, head, signal) => load(home, feed, head, fold, signal),

    async commit(lease, commit, signal) {
      const { changeset, revision, changed, state, verdict, changedAt } = commit
      const standing = commit.rebase === true ? emptyHead.items : lease.head.items
      const { feed, epoch } = lease
      const at = { feed, epoch, revision }
      const { items, write } = itemsAfter(standing, state, changed, at, maxDeltas)
      await inParallel(write, itemsAtOnce, (item) => home.putItem(item, signal))
      const when = { epoch: lease.epoch, revision: lease.head.revision, pending: null }
      const patch = { ...verdict, revision, items, last: changeset, pending: changeset, changedAt }
      // An unanswered or refused commit proves nothing: my hash in the head means committed.
      const done = await written(home, lease, when, patch, signal, (head) => head.last === changeset)
      if (done.kind !== 'written') return done
      // The next poll would read and unpack all of it.
      fold.goOn(feed, state, items, changed)
      return done
    },

    note: (lease, patch, signal) => mine(home, lease, {}, { ...patch, ...givenBack(lease) }, signal),

    clearPending: (lease, signal) =>
      mine(home, lease, { pending: lease.head.pending }, { pending: null, statusAt: null }, signal),

    settle: (lease, patch, signal) =>
      mine(home, lease, {}, { ...patch, pending: null, ...givenBack(lease) }, signal),

    async release(lease, patch, signal) {
      await home.update(lease.feed, { epoch: lease.epoch }, { ...patch, ...givenBack(lease) }, signal)
    },

    placeHold: (feed, hold, order, signal) => placeHold(home, feed, hold, order, signal),
    releaseHold: (feed, hold, said, signal) => releaseHold(home, feed, hold, said, signal),

    peek: (feed, signal) => home.head(feed, signal),
    feeds: (signal) => home.feeds(signal),

    async missing(feed, head, signal) {
      const missing = await absent(home, feed, listed(head.items), signal)
      // A newer poll may have swept it.
      const again = missing.length === 0 ? undefined : await home.head(feed, signal)
      return again === undefined ? missing : missing.filter((name) => listed(again.items).includes(name))
    },

    async sweep(lease, signal) {
      const kept = new Set(listed(lease.head.items))
      const names = await Array.fromAsync(home.itemNames(lease.feed, signal))
      const garbage = names.filter((name) => !kept.has(name) && epochOf(name) < lease.epoch)
      await inParallel(garbage, itemsAtOnce, (name) => home.deleteItem(name, signal))
      return garbage.length
    },

    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  }
}

/** A write that only the holder of the epoch may do. */
async function mine(
  home: StateHome,
  lease: Lease,
  also: Omit<Condition, 'epoch'>,
  patch: Partial<Head>,
  signal: AbortSignal,
): Promise<Written> {
  const head = await home.update(lease.feed, { ...also, epoch: lease.epoch }, patch, signal)
  return head === undefined ? { kind: 'lost' } : { kind: 'written', lease: { ...lease, head } }
}

/** As `mine`, for a write whose outcome must be known: what the head says decides. */
async function written(
  home: StateHome,
  lease: Lease,
  when: Condition,
  patch: Partial<Head>,
  signal: AbortSignal,
  isMine: (head: Head) => boolean,
): Promise<Written> {
  const tried = await home.update(lease.feed, when, patch, signal).catch((error: unknown) => ({ error }))
  if (tried !== undefined && !('error' in tried)) return { kind: 'written', lease: { ...lease, head: tried } }
  const head = await home.head(lease.feed, signal)
  if (head !== undefined && head.epoch === lease.epoch && isMine(head)) {
    return { kind: 'written', lease: { ...lease, head } }
  }
  // Nothing of mine is there and the lease still is: the write itself failed.
  if (tried !== undefined && head?.epoch === lease.epoch) throw tried.error
  return { kind: 'lost' }
}

/** Those of these items that a feed does not have. Reads names only. */
async function absent(
  home: StateHome,
  feed: FeedId,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (names.length === 0) return []
  const there = new Set(await Array.fromAsync(home.itemNames(feed, signal)))
  return names.filter((name) => !there.has(name))
}

/**
 * A listed item that is missing means: read the head again, for a newer poll may have swept it. If the head still lists
 * it, the state is damaged; it is never read as empty. Of items whose state this process remembers only the names are read.
 */
async function load(
  home: StateHome,
  feed: FeedId,
  head: Head,
  fold: RememberingFold,
  signal: AbortSignal,
): Promise<ReadonlyMap<ResultKey, Figures>> {
  let current = head
  for (;;) {
    const { items } = current
    const names = listed(items)
    const known = fold.known(feed, items)
    const behind = names.slice(known)
    const gone = await absent(home, feed, names.slice(0, known), signal)
    const found = await inParallel(behind, itemsAtOnce, (name) => home.getItem(name, signal))
    const missing = gone[0] ?? behind[found.indexOf(undefined)]
    if (missing === undefined) {
      const bodies = found as readonly Uint8Array[]
      const other = behind.find((name, at) => !isWhole(name, bodies[at] as Uint8Array))
      if (other !== undefined) throw damaged(feed, `${other} is not what was written`)
      const state = folded(feed, items, bodies, fold)
      if (state !== undefined) return state
      continue
    }
    const again = await home.head(feed, signal)
    if (again === undefined || listed(again.items).includes(missing)) throw itemGone(feed, missing)
    current = again
  }
}

/** What an item says is as good as nothing when it can not be read. */
function folded(
  feed: FeedId,
  items: StateItems,
  bodies: readonly Uint8Array[],
  fold: RememberingFold,
): ReadonlyMap<ResultKey, Figures> | undefined {
  try {
    return fold.state(feed, items, bodies)
  } catch (error) {
    throw damaged(feed, text(error), error)
  }
}

const damaged = (feed: FeedId, why: string, cause?: unknown): FeedError =>
  feedError('STATE_DAMAGED', { feed, what: `lists an item that can not be read: ${why}` }, { cause })
