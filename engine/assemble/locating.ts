import type { Selection } from '../model/result.ts'
import type { Locate } from './placed-result.ts'

/**
 * Finds the locators of results of votes alone, each row of which gives those of the selection that stands at its place: the
 * rows need not be looked at. Where they stand in several bodies it is for `others`.
 */
export function locatingVotes(others: Locate): Locate {
  return (result, placed) => {
    const { origin, places } = placed
    if (typeof origin !== 'string') return others(result, placed)
    const { selections } = result.record
    const bySelection: Record<string, readonly string[]> = {}
    for (let at = 0; at < places.length; at++)
      bySelection[(selections[at] as Selection).id] = [places[at] as string]
    return [{ origin, places: bySelection }]
  }
}
