/** Chances of one seed: the same on every machine. */
export interface Random {
  /** From 0 up to, not with, 1. */
  next(): number
  /** A whole number from 0 up to, not with, `end`. */
  below(end: number): number
  /** True so many times of a hundred. */
  percent(chance: number): boolean
  pick<Item>(list: readonly Item[]): Item
  /** One of several, each so often as its weight says. */
  weighted<Item>(list: readonly (readonly [weight: number, item: Item])[]): Item
}

export function randomOf(seed: number): Random {
  let state = (seed ^ 0x9e_37_79_b9) >>> 0
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number): number => Math.floor(next() * end)
  return {
    next,
    below,
    percent: (chance) => next() * 100 < chance,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    weighted(list) {
      let left = next() * list.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, item] of list) {
        left -= weight
        if (left < 0) return item
      }
      return (list.at(-1) as (typeof list)[number])[1]
    },
  }
}
