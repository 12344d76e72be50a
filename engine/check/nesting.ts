import type { Unit } from '../model/result.ts'
import type { Gatherer } from './gatherer.ts'

/** Units that were seen in any capture, and those in which they lie. */
interface Nesting {
  /** Of a unit there are as many results as contests, and they share what is said of it. */
  readonly seen: Set<Unit>
  readonly units: Set<string>
  readonly around: Set<string>
  /** May a unit that others lie in be a unit of the feed? */
  mayNest: boolean
}

/** Gathers whether the feed can have a total with its parts. What came once is not forgotten: it may come again. */
export const nesting: Gatherer<Readonly<Nesting>> = {
  ofNames: true,
  begin: () => ({ seen: new Set(), units: new Set(), around: new Set(), mayNest: false }),
  add(found: Nesting, { record: { unit } }) {
    if (found.seen.has(unit)) return
    const { id, within } = unit
    found.seen.add(unit)
    found.units.add(id)
    found.mayNest ||= found.around.has(id)
    if (within === undefined) return
    found.around.add(within)
    found.mayNest ||= found.units.has(within)
  },
  remove() {},
}
