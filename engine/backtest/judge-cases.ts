import { posix } from 'node:path'
import { recordedCapture } from '../capture/recorded.ts'
import { FeedError, feedError } from '../errors/feed-error.ts'
import type { Plan } from '../plan/plan.ts'
import { type Judged, processCapture } from '../poll/process-capture.ts'
import type { Case } from './case.ts'
import { neverPolled, type Standing, standingAfter, withReleases } from './standing.ts'

/** The verdict on a case, or why there is none. */
export type JudgedCase =
  | { readonly kind: 'judged'; readonly case: Case; readonly judged: Judged }
  | { readonly kind: 'failed'; readonly case: Case; readonly error: FeedError }

/** Judges the cases of a feed in order, each on the state that another left. Publishes nothing. */
export async function* judgeCases(
  plan: Plan,
  folder: string,
  cases: readonly Case[],
  signal: AbortSignal,
): AsyncIterable<JudgedCase> {
  const ends = new Map<string, Standing>()
  for (const one of cases) {
    signal.throwIfAborted()
    try {
      const standing = standingBefore(one, ends)
      const taken = await recordedCapture(posix.join(folder, 'fixtures', one.capture), plan.limits)
      const own = { ...plan, checks: one.limited(plan.checks) }
      const judged = await processCapture(own, taken, standing.prior, signal)
      ends.set(one.case, standingAfter(standing, judged))
      yield { kind: 'judged', case: one, judged }
    } catch (error) {
      if (!(error instanceof FeedError)) throw error
      yield { kind: 'failed', case: one, error: placed(error, one) }
    }
  }
}

function standingBefore(one: Case, ends: ReadonlyMap<string, Standing>): Standing {
  if (one.after === undefined) return neverPolled
  const before = ends.get(one.after)
  if (before === undefined) throw feedError('CASE_AFTER_FAILED', { after: one.after }, { at: one.at })
  return withReleases(before, one)
}

/** A trouble with a capture is told at the case that names it. */
function placed(error: FeedError, { at }: Case): FeedError {
  if (error.at !== undefined) return error
  const { code, message, hint, retryable, place, cause } = error
  return new FeedError(code, message, hint, retryable, { at, place, cause })
}
