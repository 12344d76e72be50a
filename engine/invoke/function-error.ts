import { feedError } from '../errors/feed-error.ts'
import { thrownByProcessor } from './answer.ts'

interface At {
  readonly function: string
  readonly processor: string
}

/** Errors of a function that was loaded and then came to its end. */
const crashed: ReadonlySet<string> = new Set([
  'Runtime.ExitError',
  'Runtime.NodeJsExit',
  'Runtime.OutOfMemory',
  'Runtime.UnhandledPromiseRejection',
])

/**
 * What Lambda says of an invocation that came to no answer, as an error: what a processor threw and had no code, with its
 * name, its message and its stack, as a call in the process would have thrown it; INVOKE_TIMED_OUT, INVOKE_CRASHED; anything
 * else is a function that can not begin, or not one of this program: INVOKE_UNUSABLE.
 */
export function functionError(text: string, at: At): Error {
  const { errorType: type = '', errorMessage = text, trace } = contentOf(text)
  const message = errorMessage.trim().replace(/\.+$/, '')
  const name = thrownByProcessor(type)
  if (name !== undefined) {
    const thrown = Object.assign(new Error(errorMessage), { name })
    return trace === undefined ? thrown : Object.assign(thrown, { stack: trace.join('\n') })
  }
  const [, seconds] = /Task timed out after ([\d.]+) seconds/.exec(message) ?? []
  if (seconds !== undefined)
    return feedError('INVOKE_TIMED_OUT', { processor: at.processor, seconds: Number(seconds) })
  const why = [type, message].filter((part) => part !== '').join(': ') || 'it said nothing'
  if (crashed.has(type) || /^RequestId: \S+ /.test(message))
    return feedError('INVOKE_CRASHED', { ...at, why })
  return feedError('INVOKE_UNUSABLE', { function: at.function, why })
}

function contentOf(text: string): {
  readonly errorType?: string
  readonly errorMessage?: string
  readonly trace?: readonly string[]
} {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch {
    return {}
  }
  const { errorType, errorMessage, trace } = (said ?? {}) as Readonly<Record<string, unknown>>
  return {
    ...(typeof errorType === 'string' && { errorType }),
    ...(typeof errorMessage === 'string' && { errorMessage }),
    ...(Array.isArray(trace) && { trace: trace.map(String) }),
  }
}
