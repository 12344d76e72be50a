/**
 * A list with one more at its end: another list, or the same one, which must be nobody else's. Of lists that mostly stay
 * short there are hundreds of thousands: a list that grows has room for seventeen more at once, and one that is written
 * out has none.
 */
export function withOne<One>(some: One[], one: One): One[] {
  switch (some.length) {
    case 0:
      return [one]
    case 1:
      return [some[0] as One, one]
    case 2:
      return [some[0] as One, some[1] as One, one]
    case 3:
      return [some[0] as One, some[1] as One, some[2] as One, one]
    default:
      some.push(one)
      return some
  }
}
