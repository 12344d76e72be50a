import type { FeedId } from '../model/ids.ts'
import type { Register } from './register.ts'

/** The partition that says, by feed, whether what its ledger held was ever made current. */
const partition = 'made-current'

/** `begun`: it is being replayed, or whoever did has ended on the way. */
type MadeCurrent = 'begun' | 'done'

/** Undefined: nobody has looked yet. */
export async function madeCurrent(
  register: Register,
  feed: FeedId,
  signal: AbortSignal,
): Promise<MadeCurrent | undefined> {
  const body = (await register.get(partition, feed, signal))?.body as { readonly is: MadeCurrent } | undefined
  return body?.is
}

/** What is done stays done, whoever begins again. */
export async function noteMadeCurrent(
  register: Register,
  feed: FeedId,
  is: MadeCurrent,
  at: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until nobody wrote between
    const entry = await register.get(partition, feed, signal)
    if ((entry?.body as { readonly is: MadeCurrent } | undefined)?.is === 'done') return
    const write = { id: feed, from: entry?.guard ?? 0, at, body: { is } }
    // oxlint-disable-next-line no-await-in-loop -- until nobody wrote between
    if ((await register.put(partition, [write], signal)).length === 0) return
  }
}
