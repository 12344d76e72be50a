import type { Gap } from '../model/gap.ts'
import type { FeedId } from '../model/ids.ts'
import type { Register } from './register.ts'

const partition = 'gaps'

export interface FoundGap {
  /** Undefined: nothing is missing. */
  readonly gap: Gap | undefined
  readonly guard: number
}

export async function getGap(register: Register, feed: FeedId, signal: AbortSignal): Promise<FoundGap> {
  const found = await register.get(partition, feed, signal)
  return { gap: (found?.body ?? undefined) as Gap | undefined, guard: found?.guard ?? 0 }
}

/** False: somebody else wrote it since it was read. Undefined: it has ended. */
export async function putGap(
  register: Register,
  feed: FeedId,
  { guard, gap }: FoundGap,
  at: string,
  signal: AbortSignal,
): Promise<boolean> {
  const refused = await register.put(partition, [{ id: feed, from: guard, at, body: gap ?? null }], signal)
  return refused.length === 0
}

/** Those that stand, by feed. */
export async function* listGaps(
  register: Register,
  signal: AbortSignal,
): AsyncIterable<{ readonly gap: Gap; readonly guard: number }> {
  for await (const { body, guard } of register.list(partition, {}, signal))
    if (body !== null) yield { gap: body as Gap, guard }
}
