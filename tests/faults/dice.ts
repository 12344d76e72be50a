import { seeded } from '../conformance/child.ts'

/** A source of choices. */
export interface Dice {
  below(limit: number): number
  one<T>(of: readonly T[]): T
  chance(share: number): boolean
}

/** The same choices for the same seed. */
export function diceOf(seed: number): Dice {
  const random = seeded(Math.imul(seed, 0x9e3779b1))
  const below = (limit: number): number => Math.floor(random() * limit)
  return { below, one: (of) => of[below(of.length)] as never, chance: (share) => random() < share }
}
