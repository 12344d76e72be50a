import { type Context, type Found, FunctionValue, isFunction } from '../builtin.ts'
import { fail } from '../fault.ts'
import type { Lambda } from '../lambda.ts'
import { createSequence } from '../sequence.ts'
import type { Anything } from './anything.ts'
import { type Matches, matchesOf } from './matches.ts'
import { filled } from './replacement.ts'
import { splitWithin } from './splitting.ts'

/** A regular expression finds in what is no text what it finds in the text of it, up to the length that it has itself. */
function matchesIn(context: Context, callee: unknown, text: Anything): Matches | undefined {
  const itself = (callee as Lambda | undefined | null)?.within ?? callee
  const matcher = itself instanceof FunctionValue ? itself.matcher : undefined
  if (matcher === undefined) return matchesOf(context, callee, text)
  const from = (found: Found | undefined): Matches | undefined =>
    found && { found, seen: () => matcher.seen(String(text), found), next: () => from(behind(found)) }
  const behind = ({ end }: Found): Found | undefined => {
    if (end >= text.length) return undefined
    const found = matcher.find(String(text), end)
    if (found?.match === '') fail('D1004', { position: matcher.position, value: matcher.source })
    return found
  }
  return from(matcher.find(String(text), 0))
}

const isBelow = (count: number, limit: Anything): boolean => limit === undefined || count < limit

function contains(this: Context, text: Anything, token: Anything): unknown {
  if (text === undefined || token === undefined) return undefined
  return typeof token === 'string' ? text.indexOf(token) !== -1 : matchesIn(this, token, text) !== undefined
}

function match(this: Context, text: Anything, regex: unknown, limit?: Anything): unknown {
  if (text === undefined) return undefined
  if (limit < 0) fail('D3040', { value: limit, index: 3 })
  const made = createSequence()
  if (!isBelow(0, limit)) return made
  let matches = matchesIn(this, regex, text)
  while (matches !== undefined && isBelow(made.length, limit)) {
    const { match: matched, start, groups } = matches.found
    this.bounds.list(made.length + 1)
    made.push({ match: matched, index: start, groups })
    matches = matches.next()
  }
  return made
}

function split(this: Context, text: Anything, separator: Anything, limit?: Anything): unknown {
  if (text === undefined) return undefined
  if (limit < 0) fail('D3020', { value: limit, index: 3 })
  if (!isBelow(0, limit)) return []
  if (typeof separator === 'string')
    return typeof text === 'string'
      ? splitWithin(text, separator, limit, this.bounds)
      : text.split(separator, limit)
  let matches = matchesIn(this, separator, text)
  if (matches === undefined) return [text]
  const made: unknown[] = []
  let start = 0
  while (matches !== undefined && isBelow(made.length, limit)) {
    this.bounds.step()
    this.bounds.list(made.length + 1)
    made.push(text.substring(start, matches.found.start))
    start = matches.found.end
    matches = matches.next()
  }
  if (isBelow(made.length, limit)) {
    this.bounds.list(made.length + 1)
    made.push(text.substring(start))
  }
  return made
}

function replace(
  this: Context,
  text: Anything,
  pattern: unknown,
  replacement: unknown,
  limit?: Anything,
): unknown {
  if (text === undefined) return undefined
  if (pattern === '') fail('D3010', { value: pattern, index: 2 })
  if (limit < 0) fail('D3011', { value: limit, index: 4 })
  if (!isBelow(0, limit)) return text
  return typeof pattern === 'string'
    ? byText(this, text, pattern, replacement, limit)
    : byMatches(this, text, pattern, replacement, limit)
}

function byText(
  context: Context,
  text: Anything,
  pattern: string,
  replacement: unknown,
  limit: Anything,
): string {
  let made = ''
  let done = 0
  let at = text.indexOf(pattern)
  for (let count = 0; at !== -1 && isBelow(count, limit); count += 1) {
    if (isFunction(replacement)) fail('D3012', { value: replacement })
    made += `${text.substring(done, at)}${String(replacement)}`
    context.bounds.text(made.length)
    done = at + pattern.length
    at = text.indexOf(pattern, done)
  }
  return made + text.substring(done)
}

function byMatches(
  context: Context,
  text: Anything,
  pattern: unknown,
  replacement: unknown,
  limit: Anything,
): unknown {
  let matches = matchesIn(context, pattern, text)
  if (matches === undefined) return text
  let made = ''
  let done = 0
  for (let count = 0; matches !== undefined && isBelow(count, limit); count += 1) {
    const { found } = matches
    made += `${text.substring(done, found.start)}${insteadOf(context, matches, replacement)}`
    context.bounds.text(made.length)
    done = found.start + found.match.length
    matches = matches.next()
  }
  return made + text.substring(done)
}

function insteadOf(context: Context, { found, seen }: Matches, replacement: unknown): string {
  if (typeof replacement === 'string') return filled(replacement, found)
  if (!isFunction(replacement)) throw new TypeError('replacer.apply is not a function')
  const made = context.apply(replacement, [seen()])
  return typeof made === 'string' ? made : fail('D3012', { value: made })
}

/** Of what nobody has checked: see `unchecked`. */
export const uncheckedMatching = { contains, match, split, replace }
