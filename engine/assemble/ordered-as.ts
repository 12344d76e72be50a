/** Some of a list of which each has its place, in its order. Numbers are put in order several times as fast as what has them. */
export function orderedAs<One extends { readonly at: number }>(
  list: readonly One[],
  some: readonly One[],
): readonly One[] {
  const places = new Uint32Array(some.map(({ at }) => at)).toSorted()
  return some.map((_, n) => list[places[n] as number] as One)
}
