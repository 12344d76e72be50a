import type { Election } from './election.ts'

/** A pattern of ids in which `*` stands for anything: `zz/*`. */
export type Pattern = string

/** Which sources count for some contests, best first. */
export interface SourceOrder {
  readonly contest: Pattern
  /** Of which units; undefined: of all. */
  readonly unit?: Pattern
  /** Ids of feeds; `units` stands for the sum of the current results of the units within. */
  readonly order: readonly string[]
  /** A feed that was not checked for so long is no longer used, if another is. Milliseconds. */
  readonly freshWithin?: number
  /** Votes by which a selection may differ between two usable sources before it is an alert: the larger of both. */
  readonly tolerance: { readonly votes: number; readonly percent: number }
}

/** How the ids of one feed read in the ids of the election. What is not named is the same. One to one. */
export interface Crosswalk {
  readonly contests: Readonly<Record<string, string>>
  readonly units: Readonly<Record<string, string>>
  /** By the election's contest id. */
  readonly selections: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Votes of an earlier election, or expected of this one, by unit id. `contest` undefined: of any. */
export interface Expected {
  readonly contest?: Pattern
  readonly votes: Readonly<Record<string, number>>
}
/** Votes by party of an earlier election, by unit id. */
export interface Baseline {
  readonly contest: Pattern
  readonly parties: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** What figures are judged against. */
export interface DeskFacts {
  readonly election: Election
  readonly expectedVotes: readonly Expected[]
  readonly baselines: readonly Baseline[]
}
