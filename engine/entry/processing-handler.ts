import { readConfig } from '../config.ts'
import * as table from '../process/table.ts'
import { processorsOf } from './consume.ts'
import { openHomes } from './homes.ts'
import { processingFunction } from './processing-function.ts'

/**
 * The handler of a processing Lambda, by the variables of its environment: given a processor and messages, it answers with
 * the ids that were not processed. Its homes are opened with the first invocation and kept as long as the function lives.
 */
export const handler = processingFunction(async () => {
  const homes = await openHomes(readConfig())
  return {
    invoker: processorsOf(homes),
    processors: Object.values(table).map(({ name }) => name),
    flush: () => homes.trace.flush(),
  }
})
