import { consumeTopics } from '../entry/consume.ts'
import { tellTrouble } from '../entry/consume-beside.ts'
import type { Homes } from '../entry/homes.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { renderText } from '../errors/render.ts'
import type { Output } from './output.ts'

/** Processes all that was published, and says what could not be processed. `dead`: so many messages are dead letters now. */
export async function drained(
  homes: Homes,
  out: Output,
  signal: AbortSignal,
): Promise<{ readonly consumed: number; readonly dead: number }> {
  let dead = 0
  const tell = tellTrouble((error) => tellError(error, out))
  const consumed = await consumeTopics(
    homes,
    { drain: true, signal },
    {
      watch: () => (event) => {
        tell(event)
        if (event.kind === 'buried') dead += 1
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
