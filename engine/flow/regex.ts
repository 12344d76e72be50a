import { nativeFirst } from './regex-first.ts'
import type { NoRegex, Regex } from './regex-matches.ts'
import type { NativeRegex } from './regex-native.ts'
import { regexProof } from './regex-proof.ts'
import { re2, re2Regex } from './regex-re2.ts'

export type { Executed, Match, NoRegex, Regex } from './regex-matches.ts'
export type { NativeRegex } from './regex-native.ts'

/**
 * Compiles what is written as in JavaScript, but for what nothing but trying can match: looking ahead or behind, and
 * references to groups. The engine is RE2's, under which no expression can blow up; or the machine's own, for texts of the
 * length for which it is proven that it gives the same answer in bounded time. `flags`: i, m and s as in JavaScript.
 */
export function regexOf(source: string, flags = ''): Regex | NoRegex {
  // Also where a text that is too long for the machine's own comes later.
  re2.use()
  const native = regexProof.use().nativeRegex(source, flags)
  return native === undefined ? re2Regex(source, flags) : provenRegex(source, flags, native)
}

/** Proves it for `provenRegex`. Undefined: it is not proven. */
export const proofOf = (source: string, flags = ''): NativeRegex | undefined =>
  regexProof.use().nativeRegex(source, flags)

/** The same, proven before. Throws `NotLoaded` for the first text that is too long for the proof, if RE2 is not loaded. */
export const provenRegex = (source: string, flags: string, native: NativeRegex): Regex =>
  nativeFirst(source, native, () => re2Regex(source, flags) as Regex)
