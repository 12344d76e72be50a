import { byCodeUnits } from './by-code-units.ts'

/** Named by the ids that a key is made of. */
export interface Keyed {
  readonly contest: { readonly id: string }
  readonly unit: { readonly id: string }
}

/** In the order of the keys `CONTEST|UNIT`. */
export function inKeyOrder<One extends Keyed>(some: readonly One[]): readonly One[] {
  const ordered: One[] = []
  for (const at of placesInKeyOrder(some)) ordered.push(some[at] as One)
  return ordered
}

/** Where in the list those stand that come one after the other in the order of the keys. */
export function placesInKeyOrder(some: readonly Keyed[]): Uint32Array {
  const contests = numbered()
  const units = numbered()
  const numbers = { contests: new Uint32Array(some.length), units: new Uint32Array(some.length) }
  const places = new Uint32Array(some.length)
  for (let at = 0; at < some.length; at++) {
    const { contest, unit } = some[at] as Keyed
    // The bar that ends a contest in a key comes behind other signs: of `a` and `a-b` the latter is first.
    numbers.contests[at] = contests.numberOf(contest.id)
    numbers.units[at] = units.numberOf(unit.id)
    places[at] = at
  }
  return contests.inOrder(numbers.contests, '|', units.inOrder(numbers.units, '', places))
}

/** So many are a part: what they are made of and what is made of them has room in a processor's own memory. */
const together = 1_024

/**
 * All places of a list, part by part, each in the order in which they are given. To go through hundreds of thousands of
 * objects in another order than they were made in takes twice as long, for they lie all over the memory; what is made part
 * by part has neighbours in both orders.
 */
export function partByPart(places: Uint32Array): Uint32Array {
  const ordered = new Uint32Array(places.length)
  const next = Uint32Array.from({ length: Math.ceil(places.length / together) }, (_, part) => part * together)
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number
    ordered[next[Math.floor(place / together)]!++] = place
  }
  return ordered
}

/** Texts by number. There are few beside places: they alone are put in order. */
function numbered() {
  const numbers = new Map<string, number>()
  let last: string | undefined
  let number = 0
  return {
    numberOf(text: string): number {
      if (text === last) return number
      last = text
      number = numbers.get(text) ?? numbers.size
      if (number === numbers.size) numbers.set(text, number)
      return number
    },
    /** Places in the order of the texts that stand there, each with an end; those of one text as they come. */
    inOrder(numberAt: Uint32Array, end: string, places: Uint32Array): Uint32Array {
      /** How many there are of each, and then where its next one comes to stand. */
      const next = new Uint32Array(numbers.size)
      for (let at = 0; at < numberAt.length; at++) next[numberAt[at] as number]!++
      let before = 0
      for (const [, one] of [...numbers].toSorted(([a], [b]) => byCodeUnits(a + end, b + end))) {
        const count = next[one] as number
        next[one] = before
        before += count
      }
      const ordered = new Uint32Array(places.length)
      for (let at = 0; at < places.length; at++) {
        const place = places[at] as number
        ordered[next[numberAt[place] as number]!++] = place
      }
      return ordered
    },
  }
}

/** Two lists in the order of the keys as one. */
export function mergedInOrder<One extends Keyed>(
  some: readonly One[],
  others: readonly One[],
): readonly One[] {
  if (some.length === 0) return others
  if (others.length === 0) return some
  const merged: One[] = []
  let at = 0
  for (const other of others) {
    for (; at < some.length && isBefore(some[at] as One, other); at++) merged.push(some[at] as One)
    merged.push(other)
  }
  for (; at < some.length; at++) merged.push(some[at] as One)
  return merged
}

const isBefore = (one: Keyed, other: Keyed): boolean =>
  one.contest.id === other.contest.id
    ? one.unit.id < other.unit.id
    : `${one.contest.id}|` < `${other.contest.id}|`
