import type { Examined } from './check.ts'
import type { Gatherer } from './gatherer.ts'

type Asking = Pick<Examined, 'now' | 'remembered' | 'election' | 'gathers'>

/** What one check gathers of this capture. The first to ask has one walk over the results made for all checks. */
export function gathered<Found>(examined: Asking, by: Gatherer<Found>): Found {
  const known = asked.get(examined) ?? new Map<Gatherer, unknown>()
  asked.set(examined, known)
  if (!known.has(by)) gather(examined, new Set<Gatherer>([by, ...(examined.gathers ?? [])]), known)
  return known.get(by) as Found
}

const asked = new WeakMap<Asking, Map<Gatherer, unknown>>()

interface Pair {
  readonly by: Gatherer
  readonly found: unknown
}

function gather(examined: Asking, all: Iterable<Gatherer>, known: Map<Gatherer, unknown>): void {
  const { now, remembered } = examined
  const changed = remembered?.changed
  const [anew, again]: [Pair[], Pair[]] = [[], []]
  for (const by of all) {
    if (known.has(by)) continue
    const kept = changed && remembered?.take(by)
    const pair = { by, found: kept ?? by.begin(examined.election) }
    if (kept === undefined) anew.push(pair)
    else again.push(pair)
    known.set(by, pair.found)
  }
  if (anew.length > 0)
    for (const result of now.values()) for (const { by, found } of anew) by.add(found, result)
  if (again.length > 0)
    for (const { was, is } of changed ?? [])
      for (const { by, found } of again) {
        if (was !== undefined) by.remove(found, was)
        if (is !== undefined) by.add(found, is)
      }
  for (const [by, found] of known) remembered?.keep(by, found)
}
