import { type Found, FunctionValue, type Matcher } from '../builtin.ts'
import { fail } from '../fault.ts'

/** What matches one regular expression: JSONata's option of that name, made of the expression as the machine read it. */
export type RegexEngine = new (
  regex: RegExp,
) => {
  lastIndex: number
  exec(text: string): (ArrayLike<string | undefined> & { readonly index: number }) | null
  /** Whether anything matches from `lastIndex` on, without saying what. */
  readonly test?: (text: string) => boolean
}

/**
 * The function that a regular expression is: called with a text it gives the first match, whose `next` gives the next one.
 * Nothing that happens to one text is seen by another.
 */
export function matcherOf(engine: RegexEngine, regex: RegExp, position: number | undefined): FunctionValue {
  const made = new engine(regex)
  const find = (text: string, from: number): Found | undefined => {
    made.lastIndex = from
    const found = made.exec(text)
    if (found === null) return undefined
    const match = found[0] as string
    const groups: (string | undefined)[] = []
    for (let at = 1; at < found.length; at += 1) groups.push(found[at])
    return { match, start: found.index, end: found.index + match.length, groups }
  }
  const matcher: Matcher = {
    find,
    test(text) {
      made.lastIndex = 0
      return made.test === undefined ? made.exec(text) !== null : made.test(text)
    },
    seen(text, { match, start, end, groups }) {
      const next = () => seenOf(text, nextOf(matcher, text, end))
      return { match, start, end, groups, next: new FunctionValue('next', undefined, [''], next, 0) }
    },
    source: regex.source,
    position,
  }
  const seenOf = (text: string, found: Found | undefined): unknown =>
    found === undefined ? undefined : matcher.seen(text, found)
  const run = (text: unknown, from?: number): unknown => seenOf(String(text), find(String(text), from ?? 0))
  return new FunctionValue('', undefined, ['str', 'fromIndex'], run, 2, matcher)
}

/** The match behind one that ends here. Throws D1004 for one of nothing, which would be found for ever. */
export function nextOf(matcher: Matcher, text: string, end: number): Found | undefined {
  if (end >= text.length) return undefined
  const found = matcher.find(text, end)
  if (found?.match === '') fail('D1004', { position: matcher.position, value: matcher.source })
  return found
}
