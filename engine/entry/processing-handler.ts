import type { Answer } from '../invoke/answer.ts'
import type { InvocationContext } from './processing-function.ts'

type Handler = (event: unknown, context: InvocationContext) => Promise<Answer>
let loaded: Promise<Handler> | undefined

/**
 * The handler of a processing Lambda, by the variables of its environment: given a processor and messages, it answers with
 * the ids that were not processed. All that it needs is loaded with the first event and kept as long as the function lives,
 * its homes too.
 */
export const handler: Handler = async (event, context) => {
  loaded ??= load()
  return (await loaded)(event, context)
}

async function load(): Promise<Handler> {
  const { processingFunction } = await import('./processing-function.ts')
  return processingFunction(async () => (await import('./open-processing.ts')).openProcessing())
}
