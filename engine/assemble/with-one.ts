/** Up to here a list is copied for one more. */
const few = 8

/**
 * A list with one more at its end: another list, or the same one, which must be nobody else's. Of lists that mostly stay
 * short there are hundreds of thousands, and `push` makes room for seventeen in each.
 */
export function withOne<One>(some: One[], one: One): One[] {
  if (some.length < few) return [...some, one]
  some.push(one)
  return some
}
