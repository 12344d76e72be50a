import { RE2JS } from 're2js'

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
}

/** Why a text is no regular expression. */
export interface NoRegex {
  readonly problem: string
}

/**
 * Compiles what is written as in JavaScript, but for what nothing but trying can match: looking ahead or behind, and
 * references to groups. The engine is RE2's: no expression can blow up, so none has to be judged by its looks. `flags`:
 * i, m and s as in JavaScript.
 */
export function regexOf(source: string, flags = ''): Regex | NoRegex {
  const compiled = compile(source, flags)
  if (!(compiled instanceof RE2JS)) return compiled
  const groups = Object.entries(compiled.namedGroups())
    .toSorted(([, one], [, other]) => one - other)
    .map(([name]) => name)
  if (groups.includes('__proto__')) return { problem: 'no group may be called __proto__' }
  return {
    source,
    groups,
    test: (text) => compiled.test(text),
    match(text, from = 0) {
      const matcher = compiled.matcher(text)
      if (!matcher.find(from)) return undefined
      const found: Record<string, string> = {}
      for (const name of groups) {
        const value = matcher.group(name)
        if (value !== null && value !== undefined) found[name] = value
      }
      return { start: matcher.start(), end: matcher.end(), groups: found }
    },
    spans(text, from = 0) {
      const matcher = compiled.matcher(text)
      if (!matcher.find(from)) return []
      return groups
        .map((name) => ({ start: matcher.start(name), end: matcher.end(name) }))
        .filter(({ start }) => start >= 0)
    },
    numbered(text, from = 0) {
      const matcher = compiled.matcher(text)
      if (!matcher.find(from)) return undefined
      const numbers = Array.from({ length: matcher.groupCount() + 1 }, (_, number) => number)
      const all = numbers.map((number) => matcher.group(number) ?? undefined)
      return { start: matcher.start(), end: matcher.end(), all }
    },
  }
}

function compile(source: string, flags: string): RE2JS | NoRegex {
  try {
    const words = flags.replace(/[^ims]/g, '')
    return RE2JS.compile(`${words === '' ? '' : `(?${words})`}${RE2JS.translateRegExp(spaces(source))}`)
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown)
    if (/`\(\?<?[=!]/.test(problem)) return { problem: 'it looks ahead or behind, which can take any time' }
    if (/`\\[1-9k]/.test(problem)) return { problem: 'it refers to a group, which can take any time' }
    return { problem: problem.replace('error parsing regexp: ', '') }
  }
}

/** RE2's `\s` is that of ASCII, and pages are full of blanks that do not break. */
function spaces(source: string): string {
  let inside = false
  return source.replace(/\\[\s\S]|\[|\]/g, (sign) => {
    if (sign === '[' || sign === ']') {
      inside = sign === '['
      return sign
    }
    if (sign === '\\s') return inside ? allSpaces : `[${allSpaces}]`
    return sign === '\\S' && !inside ? `[^${allSpaces}]` : sign
  })
}
const allSpaces = '\\s\\v\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'
