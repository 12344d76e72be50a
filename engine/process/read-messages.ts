import { feedError, said } from '../errors/feed-error.ts'
import type { Message } from '../model/envelope.ts'

/**
 * The contents of messages. CONSUME_UNREADABLE for one that is no JSON object with these members: it is never skipped,
 * since what it says is not known.
 */
export function readMessages(
  messages: readonly Message[],
  members: Readonly<Record<string, 'string' | 'number'>>,
): readonly unknown[] {
  return messages.map(({ id, value }) => {
    const content = parsed(id, value)
    for (const [name, type] of Object.entries(members)) {
      const found = typeof content === 'object' && content !== null ? Reflect.get(content, name) : undefined
      if (typeof found !== type) throw feedError('CONSUME_UNREADABLE', { id, why: `it has no ${name}` })
    }
    return content
  })
}

function parsed(id: string, value: string): unknown {
  try {
    return JSON.parse(value)
  } catch (error) {
    throw feedError('CONSUME_UNREADABLE', { id, why: said(error) }, { cause: error })
  }
}
