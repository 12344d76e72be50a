import type { PlanModule } from '../bundle/planned.ts'
import { systemClock } from '../time/system-clock.ts'
import { beforeKilled } from './before-killed.ts'
import { writeLines } from './function-log.ts'
import type { Poller, PollerOwn } from './open-poller.ts'
import type { PollAnswer } from './poll-answer.ts'
import type { BatchAnswer, QueueRecord } from './poll-ticks.ts'
import type { InvocationContext } from './processing-function.ts'

/** With less than that left no poll of a batch is begun; at most this part of its time. */
const lateMilliseconds = 25_000
const latePart = 3

/**
 * The handler of a polling Lambda: given the id of a feed, or ticks of feeds in messages of a queue, it polls them by the plans in
 * its module. Whatever is not needed before the first event is loaded with it, and of components only those that plans name. Plans and homes are
 * kept for the next invocation; where opening them fails, it is tried again.
 */
export function pollerFunction(
  bring: () => Promise<PlanModule>,
  own: PollerOwn = {},
): (event: unknown, context: InvocationContext) => Promise<PollAnswer | BatchAnswer> {
  let opened: Promise<Poller> | undefined
  return async (event, context) => {
    const asked = askedIn(event)
    const whole = context.getRemainingTimeInMillis()
    const signal = beforeKilled(context)
    opened ??= open(bring, own)
    const poller = await opened.catch((error: unknown) => {
      opened = undefined
      throw error
    })
    try {
      if (typeof asked === 'string') return await poller.poll(asked, signal)
      const { pollTicks } = await import('./poll-ticks.ts')
      const late = Math.min(lateMilliseconds, whole / latePart)
      const isLate = () => context.getRemainingTimeInMillis() < late
      return await pollTicks(asked, poller, { clock: systemClock, signal, isLate, say: writeLines })
    } finally {
      await poller.report()
    }
  }
}

async function open(bring: () => Promise<PlanModule>, own: PollerOwn): Promise<Poller> {
  const { openPoller } = await import('./open-poller.ts')
  return openPoller(await bring(), own)
}

function askedIn(event: unknown): string | readonly QueueRecord[] {
  const { feed, Records } = (event ?? {}) as { readonly feed?: unknown; readonly Records?: unknown }
  if (Array.isArray(Records)) return Records as readonly QueueRecord[]
  if (typeof feed !== 'string')
    throw new TypeError('this is no event for a polling function: it names no feed')
  return feed
}
