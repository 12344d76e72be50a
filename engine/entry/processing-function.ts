import { feedError } from '../errors/feed-error.ts'
import { orAborted } from '../flow/abortable.ts'
import { type Answer, defectOf, failuresOf, invocationIn } from '../invoke/answer.ts'
import { inSlices, slicesBySize } from '../invoke/in-slices.ts'
import type { Invoker } from '../invoke/invoker.ts'

/** What an invocation needs, kept from one to the next. */
export interface Processing {
  readonly invoker: Invoker
  readonly processors: readonly string[]
  /** Says what is still to be said of the work: nothing goes on between two invocations. */
  readonly flush: () => Promise<void>
}

/** What Lambda says of an invocation. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number
}

/** So many messages between two looks at the clock: few enough to get somewhere, enough to add up units once for many. */
const sliceMessages = 100
/** So long before it is killed it has to have answered; at most this part of its time. */
const answerMilliseconds = 3_000
const answerPart = 4
const flushMilliseconds = 5_000

/**
 * The handler of a processing function: hands messages to a processor in slices, and takes no more of them in time before it
 * would be killed. What is not known to be processed is answered as not processed, and comes again. What `open` opens is
 * kept for the next invocation; where it fails, it is tried again. Coded errors are answers; anything else is a defect and is
 * thrown.
 */
export function processingFunction(
  open: () => Promise<Processing>,
): (event: unknown, context: InvocationContext) => Promise<Answer> {
  let opened: Promise<Processing> | undefined
  return async (event, context) => {
    const remaining = context.getRemainingTimeInMillis()
    const reserve = Math.min(answerMilliseconds, remaining / answerPart)
    const until = after(remaining - reserve)
    // A timer comes late where a store keeps the process busy.
    const isOver = (): boolean => until.aborted || context.getRemainingTimeInMillis() <= reserve
    const invocation = invocationIn(event)
    if ('wrong' in invocation)
      throw new TypeError(`this is no event for a processing function: ${invocation.wrong}`)
    const { processor, messages } = invocation
    const all = messages.map(({ id }) => id)
    try {
      opened ??= open()
      const { invoker, processors, flush } = await orAborted(opened, until).catch((error: unknown) => {
        if (!until.aborted) opened = undefined
        throw error
      })
      if (!processors.includes(processor)) throw feedError('INVOKE_UNKNOWN', { processor })
      const slices = slicesBySize(messages, () => 1, sliceMessages)
      try {
        const unprocessed = await inSlices(slices, async (some) => {
          const own = some.map(({ id }) => id)
          if (isOver()) return own
          try {
            return await orAborted(invoker.invoke(processor, some, until), until)
          } catch (error) {
            if (!until.aborted) throw error
            return own
          }
        })
        return { unprocessed }
      } finally {
        await flushed(flush, context)
      }
    } catch (error) {
      if (until.aborted) return { unprocessed: all }
      const failed = failuresOf(error)
      if (failed === undefined) throw defectOf(error)
      return { failed }
    }
  }
}

/** As long as there is time for it: a trace that can not be kept fails nothing. */
async function flushed(flush: () => Promise<void>, context: InvocationContext): Promise<void> {
  const time = Math.min(flushMilliseconds, context.getRemainingTimeInMillis() / 2)
  await orAborted(flush(), after(time)).catch(() => undefined)
}

const after = (milliseconds: number): AbortSignal =>
  AbortSignal.timeout(Math.max(0, Math.floor(milliseconds)))
