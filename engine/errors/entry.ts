/**
 * One coded error as data. How to write one: `message` says what happened with the value seen, in one plain sentence;
 * `hint` says what to do. No "Error:", no "please", no blame, no position in the prose (it is data beside it).
 * Codes are STAGE_PROBLEM and permanent. `docs/errors.md` explains each; a test holds the two equal.
 */
export interface Entry<Details> {
  /** Trying again later may help. Decides, alone, what `time/retry.ts` retries. */
  readonly retryable: boolean
  message(details: Details): string
  hint(details: Details): string
  /** For `docs/errors.md`, where details by their names (`<column>`) would make no clear sentence. */
  readonly example?: Details
}

/** An entry of the catalogue, typed by its details. */
export const entry = <Details>(data: Entry<Details>): Entry<Details> => data

/** The last sentence of many hints: what was probably meant, or what there is. */
export function oneOf(names: readonly string[]): string {
  return names.length === 0 ? 'There is none.' : `Use one of: ${names.join(', ')}.`
}
