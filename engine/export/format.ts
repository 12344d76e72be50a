import type { CurrentEnvelope } from '../model/current.ts'
import type { Election } from '../model/election.ts'

/** What stands of one contest: live results only, by unit (code points), at least one. */
export interface ContestResults {
  readonly election: Election
  readonly contest: string
  readonly results: readonly LiveResult[]
}
export type LiveResult = CurrentEnvelope & { readonly record: NonNullable<CurrentEnvelope['record']> }

/** Keeps texts until they are wanted, outside of memory where they are many. */
export type Aside = (texts: AsyncIterable<string>) => Promise<() => AsyncIterable<string>>

/**
 * What is written of each contest, and of the whole election. Pure: the same results give the same text, whatever the
 * time; it comes in pieces of any length.
 */
export interface ExportFormat {
  readonly name: string
  /** One sentence, for people. */
  readonly summary: string
  /** What the names of its files end in, without the dot before: `nist.json`. */
  readonly extension: string
  readonly mediaType: string
  readonly ofContest: (contest: ContestResults) => Iterable<string>
  /** Contests by id, each read once and then forgotten. Undefined: there is no such file of a whole election. */
  readonly ofElection?: (
    election: Election,
    contests: AsyncIterable<ContestResults>,
    aside: Aside,
  ) => AsyncIterable<string>
}

/** When the newest of them was decided, in UTC: what a file is as of. */
export const updatedOf = (results: readonly Pick<CurrentEnvelope, 'decidedAt'>[]): string =>
  results.reduce((newest, { decidedAt }) => (decidedAt > newest ? decidedAt : newest), '')
