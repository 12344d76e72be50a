import type { Result } from '../model/result.ts'
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
  const [anew, again, counting]: [Pair[], Pair[], Pair[]] = [[], [], []]
  for (const by of all) {
    if (known.has(by)) continue
    const kept = changed && remembered?.take(by)
    const pair = { by, found: kept ?? by.begin(examined.election) }
    if (kept === undefined) anew.push(pair)
    else {
      again.push(pair)
      if (by.ofNames !== true) counting.push(pair)
    }
    known.set(by, pair.found)
  }
  // A step of an iterator would be one more object for each result.
  if (anew.length > 0) now.forEach((result) => addTo(anew, result))
  if (again.length > 0)
    for (const { was, is, countedOn } of changed ?? [])
      if (countedOn !== true) replaceIn(again, was, is)
      else countIn(counting, was as Result, is as Result)
  for (const [by, found] of known) remembered?.keep(by, found)
}

// Loops over numbers: what runs once a poll is hardly ever compiled, and then each step of an iterator is one more object.
function addTo(pairs: readonly Pair[], result: Result): void {
  for (let at = 0; at < pairs.length; at++) {
    const { by, found } = pairs[at] as Pair
    by.add(found, result)
  }
}

function replaceIn(pairs: readonly Pair[], was: Result | undefined, is: Result | undefined): void {
  for (let at = 0; at < pairs.length; at++) {
    const { by, found } = pairs[at] as Pair
    if (was !== undefined) by.remove(found, was)
    if (is !== undefined) by.add(found, is)
  }
}

/** Both say the same but for votes. */
function countIn(pairs: readonly Pair[], was: Result, is: Result): void {
  for (let at = 0; at < pairs.length; at++) {
    const { by, found } = pairs[at] as Pair
    if (by.replace !== undefined) by.replace(found, was, is)
    else {
      by.remove(found, was)
      by.add(found, is)
    }
  }
}
