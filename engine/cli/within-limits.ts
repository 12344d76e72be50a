import { feedError } from '../errors/feed-error.ts'
import type { Plan } from '../plan/plan.ts'

/** Work for a plan outside a poll, under the time limit of one. POLL_TIMEOUT. */
export async function withinLimits<T>(
  plan: Plan,
  signal: AbortSignal,
  work: (bounded: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(plan.limits.seconds * 1_000)
  try {
    return await work(AbortSignal.any([signal, timeout]))
  } catch (error) {
    if (!timeout.aborted || signal.aborted || error !== timeout.reason) throw error
    throw feedError('POLL_TIMEOUT', { seconds: plan.limits.seconds }, { cause: error })
  }
}
