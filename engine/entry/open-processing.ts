import { readConfig } from '../config.ts'
import * as table from '../process/table.ts'
import { processorsOf } from './consume.ts'
import { openHomes } from './homes.ts'
import type { Processing } from './processing-function.ts'

/** What a processing function works with, by the variables of its environment. */
export async function openProcessing(): Promise<Processing> {
  const homes = await openHomes(readConfig())
  return {
    invoker: processorsOf(homes),
    processors: Object.values(table).map(({ name }) => name),
    flush: () => homes.trace.flush(),
  }
}
