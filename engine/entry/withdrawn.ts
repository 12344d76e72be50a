import type { Archive } from '../archive/archive.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { ListedResult } from '../results/store.ts'
import type { StateStore } from '../state/store.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { stepsOf } from './why.ts'

/**
 * Results that were withdrawn, now or at a moment, each as it stood last and under the revision that withdrew it. Only
 * those whose key is asked for: each of them is a few files to read.
 */
export async function* withdrawn(
  isAsked: (key: ResultKey) => boolean,
  at: string | undefined,
  { state, archive }: { readonly state: StateStore; readonly archive: Archive },
  signal: AbortSignal,
): AsyncIterable<ListedResult> {
  for await (const feed of state.feeds(signal)) {
    const head = await state.peek(feed, signal)
    // A copy: somebody may commit while the archive is read.
    const known = head === undefined ? [] : [...(await state.load(feed, head, signal))]
    for (const [key, { revision }] of known) {
      const one = isAsked(key) ? await asItStood(feed, key, revision, at, archive, signal) : undefined
      if (one !== undefined) yield one
    }
  }
}

/** Undefined: it is not withdrawn, or had not been heard of. */
async function asItStood(
  feed: FeedId,
  key: ResultKey,
  revision: number,
  at: string | undefined,
  archive: Archive,
  signal: AbortSignal,
): Promise<ListedResult | undefined> {
  let by: { readonly revision: number; readonly capturedAt: string } | undefined
  for await (const { change, ...step } of stepsOf(feed, key, revision, archive, signal)) {
    if (at !== undefined && isAfter(step.capturedAt, at)) continue
    if (change.record === null) by ??= { revision: step.revision, capturedAt: step.capturedAt }
    else return by && { feed, key, ...by, record: change.record, derived: false }
  }
  return undefined
}

const isAfter = (one: string, other: string): boolean =>
  (epochMilliseconds(one) ?? 0) > (epochMilliseconds(other) ?? 0)
