import { type FeedError, feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Head } from '../model/head.ts'
import type { Hold, Order, Scope } from '../model/hold.ts'
import type { FeedId, ResultKey, Sha256 } from '../model/ids.ts'
import { covers, idOf } from '../poll/holds.ts'
import type { PollPorts } from '../poll/ports.ts'
import type { StateStore } from '../state/store.ts'
import { peekHead } from './peek-head.ts'

type OrderPorts = Pick<PollPorts, 'state' | 'trace' | 'clock'>

/** Who says so, and for which reason: kept with the order. */
export interface Said {
  readonly who: string
  readonly why: string
}

/** Holds what a scope covers, from the next poll on; a poll in flight is stopped. The figures that stand stay. */
export async function giveHold(
  feed: FeedId,
  scope: Scope,
  { who, why }: Said,
  { state, trace, clock }: OrderPorts,
  signal: AbortSignal,
): Promise<Hold> {
  const at = clock.now().toISOString()
  const head = await state.peek(feed, signal)
  const standing = head === undefined ? [] : await standingKeys(feed, head, state, signal)
  const group = [...(scope.contests ?? []), ...(scope.units ?? [])].join(' ') || '*'
  const capture = head?.judged?.capture
  const code = 'OPERATOR_HOLD'
  const hold: Hold = {
    id: idOf([feed, code, group, who, at]),
    code,
    group,
    scope,
    reason: why,
    results: standing.filter((key) => covers(scope, key)).length,
    places: [],
    // Of a feed that was never polled there is none, and no rule asks for it: a person's hold outlives every capture.
    capture: capture ?? ('' as Sha256),
    since: at,
    by: who,
  }
  const order: Order = { order: 'hold', hold: hold.id, code, group, capture, who, why, at }
  await state.placeHold(feed, hold, order, signal)
  trace.emit({
    event: 'order.given',
    feed,
    poll: `order-${hold.id}`,
    at,
    order: 'hold',
    hold: hold.id,
    who,
    why,
  })
  return hold
}

/** The results that stand: what was withdrawn is none. */
export async function standingKeys(
  feed: FeedId,
  head: Head,
  state: StateStore,
  signal: AbortSignal,
): Promise<readonly ResultKey[]> {
  const all = await state.load(feed, head, signal)
  return [...all].filter(([, { gone }]) => gone === undefined).map(([key]) => key)
}

export interface Released {
  readonly feed: FeedId
  readonly hold: Hold
}

/**
 * Lifts a hold, whichever feed has it. CLI_HOLD_UNKNOWN: nothing is held under that id. ORDER_REFUSED: it was superseded
 * in the meantime; what is held now has another capture, and wants its own decision.
 */
export async function giveRelease(
  id: string,
  { who, why }: Said,
  { state, trace, clock }: OrderPorts,
  signal: AbortSignal,
): Promise<Released> {
  const feed = await feedOfHold(id, state, signal)
  const at = clock.now().toISOString()
  const { hold } = await state.releaseHold(feed, id, { who, why, at }, signal)
  trace.emit({ event: 'order.given', feed, poll: `order-${id}`, at, order: 'release', hold: id, who, why })
  return { feed, hold }
}

/** CLI_HOLD_UNKNOWN where no feed has it; STATE_DAMAGED where one can not be asked that may have it. */
export async function feedOfHold(id: string, state: StateStore, signal: AbortSignal): Promise<FeedId> {
  const known: string[] = []
  let unread: FeedError | undefined
  for await (const feed of state.feeds(signal)) {
    const { head, damage } = await peekHead(feed, state, signal)
    const ids = head?.holds.map((hold) => hold.id) ?? []
    if (ids.includes(id)) return feed
    known.push(...ids)
    unread ??= damage
  }
  if (unread !== undefined) throw unread
  throw feedError('CLI_HOLD_UNKNOWN', { hold: id, near: near(id, known), known })
}
