import type { Said } from '../entry/orders.ts'
import { feedError } from '../errors/feed-error.ts'
import type { FeedId } from '../model/ids.ts'
import type { StateStore } from '../state/store.ts'
import type { Call } from './command.ts'
import { oneFeed } from './feeds.ts'

/** The options of every order. */
export const orderOptions = {
  who: { value: 'NAME', about: 'who says so; without it CANVASS_PERSON, or you are asked' },
  why: { value: 'TEXT', about: 'the reason, kept with the order; without it you are asked' },
} as const

/** Who and why, as given, from the environment, or asked for. CLI_ANSWER_MISSING. */
export async function saidIn(
  given: { readonly who: string | undefined; readonly why: string | undefined },
  { config, out, signal }: Pick<Call, 'config' | 'out' | 'signal'>,
): Promise<Said> {
  const who = given.who ?? config.person ?? (await out.ask('Who are you?', signal))
  if (!who?.trim()) throw feedError('CLI_ANSWER_MISSING', { option: '--who NAME', what: 'a name' })
  const why = given.why ?? (await out.ask('Why?', signal))
  if (!why?.trim()) throw feedError('CLI_ANSWER_MISSING', { option: '--why TEXT', what: 'a reason' })
  return { who: who.trim(), why: why.trim() }
}

/** A feed by its id or spec. What was polled is known without its spec: orders must work when that is broken. */
export async function feedNamed(
  word: string,
  config: Call['config'],
  state: StateStore,
  signal: AbortSignal,
): Promise<FeedId> {
  for await (const feed of state.feeds(signal)) if (feed === word) return feed
  return oneFeed(word, config).plan.feed
}
