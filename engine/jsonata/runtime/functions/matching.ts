import { type Context, FunctionValue } from '../builtin.ts'
import { fail } from '../fault.ts'
import { createSequence, type Sequence } from '../sequence.ts'
import { type Matches, matchesOf } from './matches.ts'
import { splitWithin } from './splitting.ts'

type Text = string | undefined

/** $contains: a text, or what a regular expression finds. */
export function contains(this: Context, text: Text, token: unknown): boolean | undefined {
  if (text === undefined || token === undefined) return undefined
  if (typeof token === 'string') return text.includes(token)
  if (token instanceof FunctionValue && token.matcher !== undefined) return token.matcher.test(text)
  return matchesOf(this, token, text) !== undefined
}

/** $match */
export function match(this: Context, text: Text, regex: unknown, limit?: number): Sequence | undefined {
  if (text === undefined) return undefined
  if (limit !== undefined && limit < 0) fail('D3040', { value: limit, index: 3 })
  const made = createSequence()
  const most = limit ?? Number.POSITIVE_INFINITY
  if (!(most > 0)) return made
  let matches: Matches | undefined = matchesOf(this, regex, text)
  while (matches !== undefined && made.length < most) {
    const { match: matched, start, groups } = matches.found
    this.bounds.list(made.length + 1)
    made.push({ match: matched, index: start, groups })
    matches = matches.next()
  }
  return made
}

/** $split: at a text, or at what a regular expression finds. */
export function split(this: Context, text: Text, separator: unknown, limit?: number): string[] | undefined {
  if (text === undefined) return undefined
  if (limit !== undefined && limit < 0) fail('D3020', { value: limit, index: 3 })
  const most = limit ?? Number.POSITIVE_INFINITY
  if (!(most > 0)) return []
  if (typeof separator === 'string') return splitWithin(text, separator, limit, this.bounds)
  let matches: Matches | undefined = matchesOf(this, separator, text)
  if (matches === undefined) return [text]
  const made: string[] = []
  let start = 0
  while (matches !== undefined && made.length < most) {
    this.bounds.step()
    this.bounds.list(made.length + 1)
    made.push(text.substring(start, matches.found.start))
    start = matches.found.end
    matches = matches.next()
  }
  if (made.length < most) {
    this.bounds.list(made.length + 1)
    made.push(text.substring(start))
  }
  return made
}
