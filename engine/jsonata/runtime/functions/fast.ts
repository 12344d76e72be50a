import type { Executed, Found, Matcher, RuntimeBounds } from '../builtin.ts'
import { fail } from '../fault.ts'
import { createSequence, type Sequence } from '../sequence.ts'
import { average, max, min, sum } from './aggregation.ts'
import { characters } from './code-points.ts'
import { distinctOf } from './distinct.ts'
import { execNext, foundIn, nextOf } from './matcher.ts'
import { numberOf } from './numbers.ts'
import { filled } from './replacement.ts'
import { splitWithin } from './splitting.ts'
import { stringOf } from './string-of.ts'
import { substring, substringAfter, substringBefore, trimmed } from './strings.ts'
import { worth } from './truth.ts'

/** Does what may fail, and notes on what is thrown which call it was. */
function placed<T>(at: number, token: string, act: () => T): T {
  try {
    return act()
  } catch (thrown) {
    throw noted(thrown, at, token)
  }
}

const noted = (thrown: unknown, at: number, token: string): unknown =>
  typeof thrown === 'object' && thrown !== null ? Object.assign(thrown, { position: at, token }) : thrown

/** $number of a text, a number or a boolean. */
function numberAt(value: string | number | boolean, at: number): number {
  if (typeof value === 'string') return numberOf(value) ?? refused(value, at)
  return Number(value)
}

const refused = (value: string, position: number): never =>
  fail('D3030', { value, index: 1, position, token: 'number' })

/** $boolean and $not of what may hold a number that can not be asked. */
const booleanAt = (value: unknown, at: number, bounds: RuntimeBounds): boolean | undefined =>
  placed(at, 'boolean', () => worth(value, bounds))
const notAt = (value: unknown, at: number, bounds: RuntimeBounds): boolean | undefined =>
  value === undefined ? undefined : placed(at, 'not', () => worth(value, bounds) !== true)

/** $string of anything but nothing and functions. */
function stringAt(value: unknown, at: number, bounds: RuntimeBounds): string {
  if (typeof value === 'string') return value
  try {
    return stringOf(value, bounds)
  } catch (thrown) {
    throw noted(thrown, at, 'string')
  }
}

/** $replace in a text of another. */
function textReplaced(
  text: string,
  pattern: string,
  replacement: string,
  at: number,
  bounds: RuntimeBounds,
): string {
  if (pattern === '') fail('D3010', { value: pattern, index: 2, position: at, token: 'replace' })
  const parts = text.split(pattern)
  if (parts.length === 1) return text
  const size = text.length + (parts.length - 1) * (replacement.length - pattern.length)
  placed(at, 'replace', () => bounds.text(size))
  return parts.join(replacement)
}

/** $replace in a text of what a regular expression finds. */
function matchesReplaced(
  text: string,
  matcher: Matcher,
  replacement: string,
  at: number,
  bounds: RuntimeBounds,
): string {
  const { last } = matcher
  if (last.text === text && last.replacement === replacement) return last.made
  const first = matcher.exec(text, 0)
  if (first === null) return text
  last.made = placed(at, 'replace', () => {
    const isPlain = !replacement.includes('$')
    let made = ''
    let done = 0
    for (let found: Executed | null = first; found !== null; found = execNext(matcher, text, done)) {
      made += text.slice(done, found.index) + (isPlain ? replacement : filled(replacement, foundIn(found)))
      bounds.text(made.length)
      done = found.index + (found[0] ?? '').length
    }
    bounds.text(made.length + text.length - done)
    return made + text.slice(done)
  })
  last.text = text
  last.replacement = replacement
  return last.made
}

/** $match */
function matchesIn(text: string, matcher: Matcher, at: number, bounds: RuntimeBounds): Sequence {
  const made = createSequence()
  const first = matcher.find(text, 0)
  if (first === undefined) return made
  return placed(at, 'match', () => {
    for (
      let found: Found | undefined = first;
      found !== undefined;
      found = nextOf(matcher, text, found.end)
    ) {
      bounds.list(made.length + 1)
      made.push({ match: found.match, index: found.start, groups: found.groups })
    }
    return made
  })
}

/** $split at what a regular expression finds. */
function splitAtMatches(text: string, matcher: Matcher, at: number, bounds: RuntimeBounds): string[] {
  const first = matcher.find(text, 0)
  if (first === undefined) return [text]
  return placed(at, 'split', () => {
    const made: string[] = []
    let start = 0
    for (
      let found: Found | undefined = first;
      found !== undefined;
      found = nextOf(matcher, text, found.end)
    ) {
      bounds.list(made.length + 2)
      made.push(text.slice(start, found.start))
      start = found.end
    }
    made.push(text.slice(start))
    return made
  })
}

/** $sum and its like of a number or a list of nothing but numbers; nothing of anything else. */
const ofNumbers =
  (of: (numbers: readonly number[]) => number | undefined) =>
  (value: unknown): number | undefined => {
    if (typeof value === 'number') return of([value])
    if (!Array.isArray(value)) return undefined
    for (let at = 0; at < value.length; at += 1) if (typeof value[at] !== 'number') return undefined
    return of(value as readonly number[])
  }

/** $join of a list of nothing but texts; nothing of anything else. */
function textsJoined(
  value: unknown,
  separator: string,
  at: number,
  bounds: RuntimeBounds,
): string | undefined {
  if (!Array.isArray(value)) return typeof value === 'string' ? value : undefined
  let size = separator.length * value.length
  for (const text of value as readonly unknown[]) {
    if (typeof text !== 'string') return undefined
    size += text.length
  }
  placed(at, 'join', () => bounds.text(size))
  return value.join(separator)
}

/** $split of a text at another. */
function splitAtText(text: string, separator: string, bounds: RuntimeBounds): string[] {
  return splitWithin(text, separator, undefined, bounds)
}

/** $distinct */
function distinctAt(value: unknown, at: number, bounds: RuntimeBounds): unknown {
  try {
    return distinctOf(value, bounds)
  } catch (thrown) {
    throw noted(thrown, at, 'distinct')
  }
}

/** $count */
const countOf = (value: unknown): number =>
  value === undefined ? 0 : Array.isArray(value) ? value.length : 1

/** Functions of JSONata for arguments whose kinds generated code has looked at itself. `at`: where the call stands. */
export const fast = {
  averageOf: ofNumbers(average),
  booleanAt,
  characters,
  countOf,
  distinctAt,
  matchesIn,
  matchesReplaced,
  maxOf: ofNumbers(max),
  minOf: ofNumbers(min),
  notAt,
  numberAt,
  splitAtMatches,
  splitAtText,
  stringAt,
  substring,
  substringAfter,
  substringBefore,
  sumOf: ofNumbers(sum),
  textReplaced,
  textsJoined,
  trimmed,
}
