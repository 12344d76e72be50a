import type { Scalar } from 'yaml'

/**
 * Where a character of a scalar's value stands in the file, however the scalar is written: literal, folded, quoted or
 * plain, on one line or several. YAML moves and removes white space and nothing else, so the n-th character that is none
 * is the n-th in the file too. White space itself, and the end, are placed behind what stands before them.
 */
export function sourceOffset(text: string, scalar: Scalar, offset: number): number {
  const [start] = scalar.range ?? [0]
  const value = String(scalar.value)
  const before = solid(value.slice(0, offset))
  const isSolid = offset < value.length && !space.test(value.charAt(offset))
  if (!isSolid && before === 0) return start
  const marks = marksIn(text, scalar)
  const mark = isSolid
    ? marks.find(({ until }) => before < until)
    : marks.find(({ until }) => before <= until)
  if (mark !== undefined) return start + (isSolid ? mark.at : mark.at + mark.length)
  const last = marks.at(-1)
  return last === undefined ? start : start + last.at + last.length
}

/** Those of the scalar that was asked for last: a mapping asks for some hundred places in one after the other. */
let latest: { readonly scalar: Scalar; readonly text: string; readonly marks: readonly Mark[] } | undefined

function marksIn(text: string, scalar: Scalar): readonly Mark[] {
  if (latest?.scalar !== scalar || latest.text !== text) {
    const [start, end] = scalar.range ?? [0, 0]
    latest = { scalar, text, marks: [...marksOf(text.slice(start, end), scalar.type)] }
  }
  return latest.marks
}

const space = /[ \t\r\n]/
const solid = (value: string): number => value.replaceAll(/[ \t\r\n]/g, '').length

/** Something in the source that gives characters of the value which are no white space. */
interface Mark {
  readonly at: number
  readonly length: number
  /** How many UTF-16 units of the value there are up to its end. */
  readonly until: number
}

function* marksOf(source: string, type: Scalar['type']): Iterable<Mark> {
  const isBlock = type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
  const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE'
  // Behind the head of a block (| or >), inside of quotes.
  let at = isBlock ? source.indexOf('\n') : isQuoted ? 1 : 0
  const end = isQuoted ? source.length - 1 : source.length
  let until = 0
  while (at < end) {
    const { length, units } = signAt(source, at, type)
    until += units
    if (units > 0) yield { at, length, until }
    at += length
  }
}

const escape = /^\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|\r?\n|[^])/
/** Escapes that stand for white space: a tab, a break of line, a space, nothing at all. */
const blank = /^\\[tnr \t\r\n]/

/** How long the sign is that stands there, and how many units of the value it gives. */
function signAt(
  source: string,
  at: number,
  type: Scalar['type'],
): { readonly length: number; readonly units: number } {
  if (type === 'QUOTE_SINGLE' && source.startsWith("''", at)) return { length: 2, units: 1 }
  if (type === 'QUOTE_DOUBLE' && source[at] === '\\') {
    const [found = '\\'] = escape.exec(source.slice(at, at + 10)) ?? []
    const wide = found.startsWith('\\U') && Number.parseInt(found.slice(2), 16) > 0xff_ff
    return { length: found.length, units: blank.test(found) ? 0 : wide ? 2 : 1 }
  }
  return { length: 1, units: space.test(source.charAt(at)) ? 0 : 1 }
}
