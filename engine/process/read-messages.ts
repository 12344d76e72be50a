import { feedError, said } from '../errors/feed-error.ts'
import type { Message } from '../model/envelope.ts'
import type { Shape } from './shapes.ts'

/**
 * The contents of messages. CONSUME_UNREADABLE for one that is no JSON, or not of this shape: it is never skipped, since
 * what it says is not known.
 */
export function readMessages(messages: readonly Message[], shape: Shape): readonly unknown[] {
  return messages.map((message) => {
    const content = parsed(message)
    const wrong = shape(content)
    if (wrong === undefined) return content
    const why = wrong === '' ? 'it is no object' : `it has no usable ${wrong}`
    throw unreadable(message, feedIn(content), why)
  })
}

function parsed(message: Message): unknown {
  try {
    return JSON.parse(message.value)
  } catch (error) {
    throw unreadable(message, undefined, said(error), error)
  }
}

function feedIn(content: unknown): string | undefined {
  const feed: unknown =
    typeof content === 'object' && content !== null ? Reflect.get(content, 'feed') : undefined
  return typeof feed === 'string' ? feed : undefined
}

/** Names the place, so that a person finds it in the log. */
function unreadable(
  { id, headers, from }: Message,
  told: string | undefined,
  why: string,
  cause?: unknown,
): Error {
  const feed = headers['feed'] ?? told ?? 'not known'
  const place = from === undefined ? {} : { place: `${from.topic}/${from.partition}@${from.offset}` }
  const where =
    from === undefined ? '' : `topic ${from.topic}, partition ${from.partition}, offset ${from.offset}, `
  return feedError('CONSUME_UNREADABLE', { id, where: `${where}feed ${feed}`, why }, { ...place, cause })
}
