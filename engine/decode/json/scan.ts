import { type FeedError, feedError } from '../../errors/feed-error.ts'
import { lineAt, placeText } from '../lines.ts'

/** What a scan meets, in the order of the text. Offsets count characters. */
export interface JsonVisitor {
  /** An object or an array begins. */
  open?(offset: number): void
  /** The innermost one ends before this offset. */
  close?(end: number): void
  key?(name: string, offset: number): void
  /** A text, a number, true, false or null. */
  scalar?(start: number, end: number): void
}

/**
 * Reads JSON by the letter of RFC 8259 without building it and without recursion: whatever is broken, or nested deeper
 * than `depth`, is an error with line and column.
 */
export function scanJson(text: string, depth: number, visitor: JsonVisitor): void {
  const closers: ('}' | ']')[] = []
  let at = afterSpace(text, 0)
  let wants: 'value' | 'value or end' | 'key' | 'key or end' | 'comma or end' = 'value'
  do {
    const char = text[at]
    if (wants !== 'value' && wants !== 'key' && char !== undefined && char === closers.at(-1)) {
      closers.pop()
      visitor.close?.(++at)
      wants = 'comma or end'
    } else if (wants === 'comma or end') {
      if (char !== ',') throw broken(text, at, `a comma or "${closers.at(-1)}"`)
      at++
      wants = closers.at(-1) === '}' ? 'key' : 'value'
    } else if (wants === 'key' || wants === 'key or end') {
      if (char !== '"') throw broken(text, at, 'a key in double quotes')
      const end = stringEnd(text, at)
      visitor.key?.(keyName(text.slice(at, end)), at)
      at = afterSpace(text, end)
      if (text[at] !== ':') throw broken(text, at, 'a colon')
      at++
      wants = 'value'
    } else if (char === '{' || char === '[') {
      closers.push(char === '{' ? '}' : ']')
      if (closers.length > depth)
        throw feedError('DECODE_TOO_DEEP', { limit: depth }, { place: placeIn(text, at) })
      visitor.open?.(at++)
      wants = char === '{' ? 'key or end' : 'value or end'
    } else {
      const end = scalarEnd(text, at)
      visitor.scalar?.(at, end)
      at = end
      wants = 'comma or end'
    }
    at = afterSpace(text, at)
  } while (closers.length > 0)
  if (at < text.length) throw broken(text, at, 'the end')
}

/** Line and column of an offset, as a place. */
export function placeIn(text: string, offset: number): string {
  const { line, column } = lineAt(text, offset)
  return placeText(line, column)
}

function broken(text: string, at: number, expected: string): FeedError {
  const problem =
    at < text.length ? `${expected} should stand before "${text.slice(at, at + 20)}"` : 'it ends too early'
  return feedError('DECODE_FAILED', { format: 'json', problem }, { place: placeIn(text, at) })
}

function afterSpace(text: string, start: number): number {
  let at = start
  for (let char = text.charCodeAt(at); char === 32 || char === 10 || char === 13 || char === 9; )
    char = text.charCodeAt(++at)
  return at
}

const token = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

function scalarEnd(text: string, at: number): number {
  const first = text.charCodeAt(at)
  if (first === 34) return stringEnd(text, at)
  // Most numbers are digits and nothing else.
  if (first > 48 && first < 58) {
    let end = at + 1
    let next = text.charCodeAt(end)
    while (next > 47 && next < 58) next = text.charCodeAt(++end)
    if (next === 44 || next === 125 || next === 93) return end
  }
  token.lastIndex = at
  if (token.test(text)) return token.lastIndex
  const rest = /^[\w.+-]*/.exec(text.slice(at, at + 40))?.[0] ?? ''
  throw broken(text, at + rest.length < text.length ? at : text.length, 'a value')
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 34) return at + 1
    if (char < 32) throw broken(text, at, 'an escaped character')
    if (char !== 92) continue
    escape.lastIndex = at
    if (!escape.test(text)) throw broken(text, at + 6 < text.length ? at : text.length, 'an escape')
    at = escape.lastIndex - 1
  }
  throw broken(text, text.length, '"')
}

const keyName = (quoted: string): string =>
  quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
