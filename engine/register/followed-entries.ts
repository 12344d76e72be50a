import type { FeedId } from '../model/ids.ts'
import type { Register } from './register.ts'

/** The partition that says, by election, which desk everything that stands was decided by. */
const partition = 'desks'

/** What a desk says that figures are decided by, as digests. Null: processes with other files decided beside each other. */
export interface Followed {
  /** How sources are reconciled, and which units lie in which. */
  readonly sources: string | null
  /** How the ids of a feed read. Not named: it has no ids of its own. */
  readonly crosswalks: Readonly<Record<FeedId, string | null>>
}

/** Undefined: nobody has noted it yet. */
export async function followedEntry(
  register: Pick<Register, 'get'>,
  election: string,
  signal: AbortSignal,
): Promise<Followed | undefined> {
  const entry = await register.get(partition, election, signal)
  return (entry?.body ?? undefined) as Followed | undefined
}

/** Notes what `change` makes of what is noted, however often somebody else comes between. Undefined: that is left as it is. */
export async function noteFollowed(
  register: Pick<Register, 'get' | 'put'>,
  election: string,
  at: string,
  change: (kept: Followed | undefined) => Followed | undefined,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until nobody wrote between
    const entry = await register.get(partition, election, signal)
    const body = change((entry?.body ?? undefined) as Followed | undefined)
    if (body === undefined) return
    const write = { id: election, from: entry?.guard ?? 0, at, body }
    // oxlint-disable-next-line no-await-in-loop -- until nobody wrote between
    if ((await register.put(partition, [write], signal)).length === 0) return
  }
}
