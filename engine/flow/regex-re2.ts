import type { RE2JS } from 're2js'
import { isBundled, library } from './library.ts'
import { type Executed, type NoRegex, numberedOf, type Regex } from './regex-matches.ts'

/** The engine, for the plans that match texts. */
export const re2 = library(() => import('re2js'))
if (!isBundled) await re2.load()

/** Compiles for the engine of RE2, under which no expression can blow up. */
export function re2Regex(source: string, flags: string): Regex | NoRegex {
  const compiled = compile(source, flags)
  if ('problem' in compiled) return compiled
  const groups = Object.entries(compiled.namedGroups())
    .toSorted(([, one], [, other]) => one - other)
    .map(([name]) => name)
  if (groups.includes('__proto__')) return { problem: 'no group may be called __proto__' }
  const exec = (text: string, from = 0): Executed | null => {
    const matcher = compiled.matcher(text)
    if (!matcher.find(from)) return null
    const numbers = Array.from({ length: matcher.groupCount() + 1 }, (_, number) => number)
    const all = numbers.map((number) => matcher.group(number) ?? undefined)
    return Object.assign(all, { index: matcher.start() })
  }
  return {
    source,
    groups,
    exec,
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
    numbered: (text, from) => numberedOf(exec(text, from)),
  }
}

function compile(source: string, flags: string): RE2JS | NoRegex {
  const { RE2JS: engine } = re2.use()
  try {
    const words = flags.replace(/[^ims]/g, '')
    return engine.compile(`${words === '' ? '' : `(?${words})`}${engine.translateRegExp(spaces(source))}`)
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
