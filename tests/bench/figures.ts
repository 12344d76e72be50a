import type { Machine } from './machine.ts'

export type Unit = 'ms' | 'µs' | '1/s' | 'MB/s' | 'MB' | 'KB' | 'each'

/** Something measured, round by round. */
export interface Figure {
  /** No other of its group has it. */
  readonly name: string
  readonly unit: Unit
  readonly better: 'less' | 'more'
  /** In the order in which they were measured. */
  readonly rounds: readonly number[]
  /** Of what the engine is measured beside: when two runs are compared, it is no news. */
  readonly isAside?: true
}

/** Two things measured beside each other, one divided by the other in each round: what the machine does befalls both. */
export interface Ratio {
  readonly name: string
  readonly better: 'less' | 'more'
  readonly rounds: readonly number[]
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number }
  readonly isAside?: true
}

/** What one group of the bench found. */
export interface Group {
  readonly at: string
  readonly commit: string | undefined
  readonly machine: Machine
  /** How long it took. */
  readonly seconds: number
  /** Milliseconds for work that is always the same, before and after: how fast the machine was. */
  readonly pace: readonly number[]
  readonly figures: readonly Figure[]
  readonly ratios: readonly Ratio[]
  /** What a reader must know: what could not be measured, and why. */
  readonly remarks: readonly string[]
}

/** What a group gives while it measures. */
export type Found = { readonly figure: Figure } | { readonly ratio: Ratio } | { readonly remark: string }

/** The file of a run, by group. */
export type Results = Readonly<Record<string, Group>>

/** The value that half of them do not exceed, or any other share: 0.99 for p99. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Of an even number of values what lies halfway between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const half = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/** How far rounds lie apart: the middle half of them, as a share of the median. Of fewer than three nothing is known. */
export function spread(rounds: readonly number[]): number | undefined {
  if (rounds.length < 3) return undefined
  return (quantile(rounds, 0.75) - quantile(rounds, 0.25)) / Math.abs(median(rounds))
}

/** Is the goal met? Undefined: there is none. */
export function isMet({ goal, rounds }: Ratio): boolean | undefined {
  if (goal === undefined) return undefined
  return 'atMost' in goal ? median(rounds) <= goal.atMost : median(rounds) >= goal.atLeast
}

/** One by the other, round by round. */
export const divided = (one: readonly number[], other: readonly number[]): readonly number[] =>
  one.map((value, round) => value / (other[round] ?? Number.NaN))

export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
