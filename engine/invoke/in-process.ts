import type { Message } from '../model/envelope.ts'
import type { Invoker } from './invoker.ts'

/** Given a batch of messages in order, answers with the ids that it did not process. */
type Function = (messages: readonly Message[], signal: AbortSignal) => Promise<readonly string[]>

/** The invoker's home on one machine: a call. What a processor throws passes through; a name nobody has is a bug. */
export function inProcessInvoker(processors: Readonly<Record<string, Function>>): Invoker {
  return {
    async invoke(processor, messages, signal) {
      signal.throwIfAborted()
      const call = Object.hasOwn(processors, processor) ? processors[processor] : undefined
      if (call === undefined) throw new TypeError(`there is no processor called "${processor}"`)
      return await call(messages, signal)
    },
  }
}
