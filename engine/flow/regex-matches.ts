/** Where a text matches, and what its named groups hold. A group that took no part is absent. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly groups: Readonly<Record<string, string>>
}

/** Where a text matches, and the whole of it and then each group by its number. */
export interface NumberedMatch {
  readonly start: number
  readonly end: number
  readonly all: readonly (string | undefined)[]
}

/** What `exec` of JavaScript gives: the whole of a match and each group by its number, and where it begins. */
export interface Executed extends ReadonlyArray<string | undefined> {
  readonly index: number
}

/** A regular expression of a spec. The time to match is bounded by the length of the text, whatever the two hold. */
export interface Regex {
  readonly source: string
  /** Its named groups, in order. */
  readonly groups: readonly string[]
  /** Whether any part of the text matches. */
  test(text: string): boolean
  /** The first match that begins at this offset or behind it. */
  match(text: string, from?: number): Match | undefined
  /** Where the named groups of the first match stand, those that took part. */
  spans(text: string, from?: number): readonly { readonly start: number; readonly end: number }[]
  /** The same by numbers. */
  numbered(text: string, from?: number): NumberedMatch | undefined
  /** The same in the form of JavaScript, which is the cheapest. */
  exec(text: string, from?: number): Executed | null
}

/** Why a text is no regular expression. */
export interface NoRegex {
  readonly problem: string
}

/** A match by numbers, of what `exec` gives. */
export function numberedOf(found: Executed | null): NumberedMatch | undefined {
  return found === null
    ? undefined
    : { start: found.index, end: found.index + (found[0] ?? '').length, all: found }
}
