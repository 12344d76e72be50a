import type { PlanModule } from '../bundle/planned.ts'
import type { PollAnswer } from './poll-answer.ts'
import type { InvocationContext } from './processing-function.ts'

/** So long before it is killed a poll is told to end; at most this part of its time. */
const endMilliseconds = 5_000
const endPart = 4

/**
 * The handler of a polling Lambda: given the id of a feed, it polls that feed once, by the plan in its module. Whatever is
 * not needed before the first event is loaded with it, and of components only those that plans name. Plans and homes are
 * kept for the next invocation; where opening them fails, it is tried again.
 */
export function pollerFunction(
  bring: () => Promise<PlanModule>,
): (event: unknown, context: InvocationContext) => Promise<PollAnswer> {
  let opened: ReturnType<typeof open> | undefined
  return async (event, context) => {
    const feed = feedIn(event)
    const remaining = context.getRemainingTimeInMillis()
    const signal = AbortSignal.timeout(remaining - Math.min(endMilliseconds, remaining / endPart))
    opened ??= open(bring)
    const poller = await opened.catch((error: unknown) => {
      opened = undefined
      throw error
    })
    try {
      return await poller.poll(feed, signal)
    } finally {
      await poller.report()
    }
  }
}

async function open(bring: () => Promise<PlanModule>) {
  const { openPoller } = await import('./open-poller.ts')
  return openPoller(await bring())
}

function feedIn(event: unknown): string {
  const { feed } = (event ?? {}) as { readonly feed?: unknown }
  if (typeof feed !== 'string')
    throw new TypeError('this is no event for a polling function: it names no feed')
  return feed
}
