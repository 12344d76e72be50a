import type { Context } from '../builtin.ts'
import { fail } from '../fault.ts'
import { type Matches, matchesOf } from './matches.ts'
import { filled } from './replacement.ts'

/** $replace: of a text, or of what a regular expression finds. Throws D3010, D3011, D3012. */
export function replace(
  this: Context,
  text: string | undefined,
  pattern: unknown,
  replacement: unknown,
  limit?: number,
): string | undefined {
  if (text === undefined) return undefined
  if (pattern === '') fail('D3010', { value: pattern, index: 2 })
  if (limit !== undefined && limit < 0) fail('D3011', { value: limit, index: 4 })
  const most = limit ?? Number.POSITIVE_INFINITY
  if (!(most > 0)) return text
  return typeof pattern === 'string'
    ? byText(this, text, pattern, replacement, most)
    : byMatches(this, text, pattern, replacement, most)
}

function byText(context: Context, text: string, pattern: string, replacement: unknown, most: number): string {
  let at = text.indexOf(pattern)
  if (at < 0) return text
  // Nothing is written as JSONata writes it; a function makes no text of a text.
  if (replacement !== undefined && typeof replacement !== 'string') fail('D3012', { value: replacement })
  const instead = String(replacement)
  let made = ''
  let done = 0
  for (let count = 0; at >= 0 && count < most; count += 1) {
    made += text.substring(done, at) + instead
    context.bounds.text(made.length)
    done = at + pattern.length
    at = text.indexOf(pattern, done)
  }
  return whole(context, made, text.substring(done))
}

function byMatches(
  context: Context,
  text: string,
  pattern: unknown,
  replacement: unknown,
  most: number,
): string {
  let matches: Matches | undefined = matchesOf(context, pattern, text)
  let made = ''
  let done = 0
  for (let count = 0; matches !== undefined && count < most; count += 1) {
    const { found } = matches
    const instead = insteadOf(context, matches, replacement)
    made += text.substring(done, found.start) + instead
    context.bounds.text(made.length)
    done = found.start + found.match.length
    matches = matches.next()
  }
  return whole(context, made, text.substring(done))
}

function insteadOf(context: Context, { found, seen }: Matches, replacement: unknown): string {
  if (typeof replacement === 'string') return filled(replacement, found)
  // As the library crashes where it was given none.
  if (replacement === undefined) throw new TypeError("Cannot read properties of undefined (reading 'apply')")
  const made = context.apply(replacement, [seen()])
  if (typeof made !== 'string') fail('D3012', { value: made })
  return made
}

function whole({ bounds }: Context, made: string, rest: string): string {
  bounds.text(made.length + rest.length)
  return made + rest
}
