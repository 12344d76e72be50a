import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Plan } from '../plan/plan.ts'
import { poll } from '../poll/poll.ts'
import type { PollOutcome, PollPorts } from '../poll/ports.ts'

/** One poll of a feed under a name that no other poll has. Never throws. */
export function pollFeed(
  plan: Plan,
  homes: PollPorts,
  config: Pick<Config, 'build'>,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const name = `${homes.clock.now().toISOString()}-${randomBytes(4).toString('hex')}`
  return poll(plan, homes, { poll: name, build: config.build }, signal)
}
