import type { Plan } from '../plan/plan.ts'
import type { PollOutcome } from '../poll/ports.ts'

/** Polls each feed once, now: several at one time, in the order given. Each is told as it ends. */
export async function pollOnce(
  plans: readonly Plan[],
  poll: (plan: Plan) => Promise<PollOutcome>,
  said: (plan: Plan, outcome: PollOutcome) => void,
  concurrency = 8,
): Promise<void> {
  const waiting = plans[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (const plan of waiting) said(plan, await poll(plan))
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, plans.length) }, worker))
}
