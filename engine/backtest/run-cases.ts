import { FeedError } from '../errors/feed-error.ts'
import type { Plan } from '../plan/plan.ts'
import type { Judged } from '../poll/process-capture.ts'
import type { Case } from './case.ts'
import type { Difference } from './difference.ts'
import { differencesFrom } from './differences.ts'
import { judgeCases } from './judge-cases.ts'

/** What came of a case; one that could not be judged or compared says why. */
export type CaseRun =
  | {
      readonly kind: 'compared'
      readonly case: Case
      readonly judged: Judged
      readonly differences: readonly Difference[]
    }
  | { readonly kind: 'failed'; readonly case: Case; readonly error: FeedError }

/** Judges the cases of a feed in order and compares each with what is expected of it. */
export async function* runCases(
  plan: Plan,
  folder: string,
  cases: readonly Case[],
  signal: AbortSignal,
): AsyncIterable<CaseRun> {
  for await (const one of judgeCases(plan, folder, cases, signal)) {
    if (one.kind === 'failed') yield one
    else yield compared(one.case, one.judged, folder)
  }
}

function compared(one: Case, judged: Judged, folder: string): CaseRun {
  try {
    return { kind: 'compared', case: one, judged, differences: differencesFrom(one, judged, folder) }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return { kind: 'failed', case: one, error }
  }
}
