import type { Election } from '../model/election.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'
import { gathered } from './gathered.ts'
import type { Gatherer } from './gatherer.ts'

type IsSuspect = (result: Result) => boolean

/** Finds the results of which something is so. */
export type Suspects = Gatherer<{ readonly isSuspect: IsSuspect; readonly keys: Set<ResultKey> }>

/**
 * It must depend on the record alone, and on the election: then a result whose record is that of the capture before is not
 * asked again. Every result is asked, so that it must be fast where nothing is suspect.
 */
export const suspects = (
  asker: (election: Election) => IsSuspect,
  { ofNames = false }: { readonly ofNames?: boolean } = {},
): Suspects => ({
  ofNames,
  begin: (election) => ({ isSuspect: asker(election), keys: new Set() }),
  add({ isSuspect, keys }, result) {
    if (isSuspect(result)) keys.add(result.key)
  },
  remove({ keys }, { key }) {
    if (keys.size > 0) keys.delete(key)
  },
  replace({ isSuspect, keys }, { key }, is) {
    if (keys.size > 0) keys.delete(key)
    if (isSuspect(is)) keys.add(is.key)
  },
})

/** Those of a capture, in its order. */
export function suspectsIn(examined: Examined, by: Suspects): readonly Result[] {
  const { now, remembered } = examined
  const { keys } = gathered(examined, by)
  // A capture that is remembered is in the order of its keys.
  const inOrder = remembered === undefined ? [...keys] : [...keys].toSorted()
  return inOrder.map((key) => now.get(key) as Result)
}
