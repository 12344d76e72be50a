import { byCodeUnits } from './by-code-units.ts'

/** Named by the ids that a key is made of. */
export interface Keyed {
  readonly contest: { readonly id: string }
  readonly unit: { readonly id: string }
}

/** In the order of the keys `CONTEST|UNIT`. */
export function inKeyOrder<One extends Keyed>(some: Iterable<One>): readonly One[] {
  // Units are few beside results: they are put in order once for all contests.
  const units = [...Map.groupBy(some, ({ unit }) => unit.id)]
    .toSorted(([one], [other]) => byCodeUnits(one, other))
    .flatMap(([, own]) => own)
  // The bar that ends a contest in a key comes behind other signs: of `a` and `a-b` the latter is first.
  return [...Map.groupBy(units, ({ contest }) => contest.id)]
    .map(([id, own]) => [`${id}|`, own] as const)
    .toSorted(([one], [other]) => byCodeUnits(one, other))
    .flatMap(([, own]) => own)
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
