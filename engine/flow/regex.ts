import { RE2JS } from 're2js'

/** Where a text matches, and what its named groups hold. A group that took no part is absent. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly groups: Readonly<Record<string, string>>
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
}

/** Why a text is no regular expression. */
export interface NoRegex {
  readonly problem: string
}

/**
 * Compiles what is written as in JavaScript, but for what nothing but trying can match: looking ahead or behind, and
 * references to groups. The engine is RE2's: no expression can blow up, so none has to be judged by its looks.
 */
export function regexOf(source: string): Regex | NoRegex {
  const compiled = compile(source)
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
  }
}

function compile(source: string): RE2JS | NoRegex {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source))
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : String(thrown)
    if (/`\(\?<?[=!]/.test(problem)) return { problem: 'it looks ahead or behind, which can take any time' }
    if (/`\\[1-9k]/.test(problem)) return { problem: 'it refers to a group, which can take any time' }
    return { problem: problem.replace('error parsing regexp: ', '') }
  }
}
