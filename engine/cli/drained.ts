import { consumeTopics } from '../entry/consume.ts'
import type { Homes } from '../entry/homes.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { renderText } from '../errors/render.ts'
import type { Output } from './output.ts'

/**
 * Processes all that was published, and says what could not be processed. `dead`: so many messages are dead letters now.
 * What a group waits for in vain is thrown, and said by whoever prints that: `waits` hears which groups wait meanwhile.
 */
export async function drained(
  homes: Homes,
  out: Output,
  signal: AbortSignal,
  waits: (group: string, isWaiting: boolean) => void = () => undefined,
): Promise<{ readonly consumed: number; readonly dead: number }> {
  let dead = 0
  const consumed = await consumeTopics(
    homes,
    { drain: true, signal },
    {
      watch: (group) => (event) => {
        if (event.kind === 'waiting') waits(group, true)
        if (event.kind === 'resumed') waits(group, false)
        if (event.kind !== 'buried') return
        tellError(event.letter.error, out)
        dead += 1
      },
    },
  )
  return { consumed, dead }
}

/** An error of a consumer; of a defect, where in the engine it is. */
export function tellError(error: FeedError, out: Output): void {
  out.line(renderText(error))
  if (error.code === 'CONSUME_BUG' && error.cause instanceof Error) out.line(error.cause.stack ?? '')
}
