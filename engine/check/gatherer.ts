import type { Election } from '../model/election.ts'
import type { Result } from '../model/result.ts'

/**
 * What a check finds out of all results, by looking at one after the other. Where a capture is remembered, what was found
 * in it is kept up: results that are not the very same are taken out and put in again. What is found must hang on the
 * records alone, and on what is the same in every capture of a plan.
 */
export interface Gatherer<Found = unknown> {
  /** What is found hangs on names alone: a result that was only counted on is neither taken out nor put in. */
  readonly ofNames?: boolean
  /** Found in no result. */
  begin(election: Election): Found
  /** A result that came: all in the order of the capture, or those that changed. */
  add(found: Found, result: Result): void
  /** A result that was added and went. */
  remove(found: Found, result: Result): void
  /** Comes to the same as to remove one and to add the other, both of which say the same but for votes. */
  replace?(found: Found, was: Result, is: Result): void
}
