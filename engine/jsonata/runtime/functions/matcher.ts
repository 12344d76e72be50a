import { type Executed, type Found, FunctionValue, type Matcher } from '../builtin.ts'
import { fail } from '../fault.ts'

/** What matches one regular expression: JSONata's option of that name, made of the expression as the machine read it. */
export type RegexEngine = new (
  regex: RegExp,
) => {
  lastIndex: number
  exec(text: string): Executed | null
  /** The same without a state, which is the cheapest. */
  readonly regex?: Pick<Matcher, 'exec' | 'test'>
}

/**
 * The function that a regular expression is: called with a text it gives the first match, whose `next` gives the next one.
 * Nothing that happens to one text is seen by another.
 */
export function matcherOf(engine: RegexEngine, regex: RegExp, position: number | undefined): FunctionValue {
  const made = new engine(regex)
  const { exec, test } = made.regex === undefined ? stateless(made) : bound(made.regex)
  const find = (text: string, from: number): Found | undefined => {
    const found = exec(text, from)
    return found === null ? undefined : foundIn(found)
  }
  const matcher: Matcher = {
    exec,
    test,
    find,
    seen(text, { match, start, end, groups }) {
      const next = () => seenOf(text, nextOf(matcher, text, end))
      return { match, start, end, groups, next: new FunctionValue('next', undefined, [''], next, 0) }
    },
    source: regex.source,
    position,
    last: { text: undefined, replacement: '', made: '' },
  }
  const seenOf = (text: string, found: Found | undefined): unknown =>
    found === undefined ? undefined : matcher.seen(text, found)
  const run = (text: unknown, from?: number): unknown => seenOf(String(text), find(String(text), from ?? 0))
  return new FunctionValue('', undefined, ['str', 'fromIndex'], run, 2, matcher)
}

type Stateless = Pick<Matcher, 'exec' | 'test'>

const bound = (regex: Stateless): Stateless => ({
  exec: (text, from) => (from > text.length ? null : regex.exec(text, from)),
  test: (text) => regex.test(text),
})

function stateless(made: InstanceType<RegexEngine>): Stateless {
  const exec = (text: string, from: number): Executed | null => {
    made.lastIndex = from
    return made.exec(text)
  }
  return { exec, test: (text) => exec(text, 0) !== null }
}

/** A match as built-ins use it. */
export function foundIn(found: Executed): Found {
  const match = found[0] ?? ''
  const groups: (string | undefined)[] = []
  for (let at = 1; at < found.length; at += 1) groups.push(found[at])
  return { match, start: found.index, end: found.index + match.length, groups }
}

/** The match behind one that ends here. Throws D1004 for one of nothing, which would be found for ever. */
export function nextOf(matcher: Matcher, text: string, end: number): Found | undefined {
  const found = execNext(matcher, text, end)
  return found === null ? undefined : foundIn(found)
}

/** The same as `exec` gives it. */
export function execNext(matcher: Matcher, text: string, end: number): Executed | null {
  const found = end >= text.length ? null : matcher.exec(text, end)
  if (found?.[0] === '') fail('D1004', { position: matcher.position, value: matcher.source })
  return found
}
