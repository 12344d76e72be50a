import type { Config } from '../config.ts'
import { healthOf } from '../entry/health.ts'
import { peekHead } from '../entry/peek-head.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import type { StateStore } from '../state/store.ts'
import { momentOf } from '../time/moment.ts'
import { planOf } from './plan-of.ts'

/** So long nobody wonders. */
const quietMilliseconds = 300_000

/**
 * When the last of these feeds was polled, where every live one of them should have been polled since by its own schedule: so
 * nobody polls. Undefined: somebody does, or need not.
 */
export async function uncheckedSince(
  feeds: Iterable<FeedId>,
  state: StateStore,
  config: Config,
  now: Date,
  signal: AbortSignal,
): Promise<string | undefined> {
  const heads = new Map<FeedId, Head>()
  for (const feed of new Set(feeds)) {
    const { head } = await peekHead(feed, state, signal)
    if (head !== undefined) heads.set(feed, head)
  }
  const last = [...heads.values()].flatMap(polledAt).toSorted().at(-1)
  if (last === undefined || now.getTime() - momentOf(last) < quietMilliseconds) return undefined
  let isSilent = false
  for (const [feed, head] of heads) {
    const plan = planOf(feed, config)
    if (plan?.status !== 'live') continue
    const { word } = healthOf(plan, head, now)
    if (word !== 'silent' && word !== 'failing') return undefined
    isSilent ||= word === 'silent'
  }
  return isSilent ? last : undefined
}

const polledAt = ({ checkedAt, failing }: Head): readonly string[] =>
  [checkedAt, failing?.at].filter((one) => typeof one === 'string')
