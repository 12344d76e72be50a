import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import { countBytesBesideHeap } from '../flow/bytes-beside-heap.ts'
import type { FeedId } from '../model/ids.ts'
import type { Plan } from '../plan/plan.ts'
import { poll } from '../poll/poll.ts'
import type { PollOutcome, PollPorts } from '../poll/ports.ts'

/** As many of a feed's last polls are remembered: a lease may be given late to one that has ended. */
const remembered = 3
/** The last polls that have ended here, by the homes that they were over, by feed. */
const ended = new WeakMap<PollPorts['state'], Map<FeedId, readonly string[]>>()

/**
 * One poll of a feed under a name that no other poll has. Never throws. What an earlier one of this process could not give
 * back, because the store did not answer, keeps nobody waiting.
 */
export async function pollFeed(
  plan: Plan,
  homes: PollPorts,
  config: Pick<Config, 'build'>,
  signal: AbortSignal,
): Promise<PollOutcome> {
  countBytesBesideHeap()
  const { feed } = plan
  const own = ended.get(homes.state) ?? new Map<FeedId, readonly string[]>()
  ended.set(homes.state, own)
  const name = `${homes.clock.now().toISOString()}-${randomBytes(4).toString('hex')}`
  const outcome = await poll(
    plan,
    homes,
    { poll: name, earlier: own.get(feed) ?? [], build: config.build },
    signal,
  )
  own.set(feed, [name, ...(own.get(feed) ?? [])].slice(0, remembered))
  return outcome
}
