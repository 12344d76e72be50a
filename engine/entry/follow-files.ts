import { FeedError } from '../errors/feed-error.ts'
import { followDesks } from '../process/arbitrate/follow-desk.ts'
import { followRules } from '../process/quality/follow-rules.ts'
import type { Homes } from './every-port.ts'
import { followCrosswalks } from './follow-crosswalks.ts'

/**
 * What no message tells, since only a file was changed: crosswalks, sources, rules. For who ends after what was published so
 * far, before it is consumed: what this publishes is consumed with it. A feed that can not be published again is told.
 */
export async function followFiles(
  homes: Homes,
  trouble: (error: FeedError) => void,
  signal: AbortSignal,
): Promise<void> {
  await followCrosswalks(homes, signal).catch((error: unknown) => {
    if (!(error instanceof FeedError)) throw error
    trouble(error)
  })
  await followDesks(homes, signal)
  await followRules(homes, signal)
}
