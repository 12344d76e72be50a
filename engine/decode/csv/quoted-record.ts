/** What delimited text is written like. */
export interface Dialect {
  readonly delimiter: string
  readonly quoted: boolean
  /** Whether blanks may stand around a field, outside its quotes. */
  readonly blanks?: boolean
}

/** What can be wrong with a quotation mark. */
export type QuoteProblem =
  | 'it is never closed'
  | 'it stands inside a field that does not begin with one'
  | 'other text follows a closing one'

/** Called with what is wrong, and its offset. */
export type Broken = (problem: QuoteProblem, offset: number) => never

const quote = 34

/**
 * Reads the record that begins at an offset, by the letter of RFC 4180: fills its fields and answers how many there are
 * and where it ends, before its line break. Undefined: its end is not in the text. With `whole` the end of the text ends
 * it, unless a quotation mark is open.
 */
export function quotedRecord(
  text: string,
  start: number,
  whole: boolean,
  { delimiter, blanks = false }: Dialect,
  fields: string[],
  broken: Broken,
): { readonly count: number; readonly end: number } | undefined {
  const { length } = text
  const width = delimiter.length
  let count = 0
  let at = start
  let lineEnd = nextBreak(text, start)
  for (;;) {
    const first = blanks ? afterBlanks(text, at, delimiter) : at
    let end: number
    if (text.charCodeAt(first) === quote) {
      const close = closing(text, first + 1)
      if (close === undefined || (close + 1 === length && !whole)) return undefined
      const inner = text.slice(first + 1, close)
      fields[count++] = inner.includes('"') ? inner.replaceAll('""', '"') : inner
      end = blanks ? afterBlanks(text, close + 1, delimiter) : close + 1
      if (lineEnd < end) lineEnd = nextBreak(text, end)
      if (end < length && end !== lineEnd && !text.startsWith(delimiter, end))
        broken('other text follows a closing one', end)
    } else {
      const next = text.indexOf(delimiter, at)
      end = next === -1 || next > lineEnd ? Math.min(lineEnd, length) : next
      const value = text.slice(at, end)
      const inside = value.indexOf('"')
      if (inside !== -1) broken('it stands inside a field that does not begin with one', at + inside)
      fields[count++] = blanks ? value.trim() : value
    }
    if (end >= length) return whole ? { count, end } : undefined
    if (end === lineEnd) return { count, end }
    at = end + width
  }
}

/** Where the next line break begins; past the end if there is none. */
function nextBreak(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  const carriage = text.slice(from, feed === -1 ? undefined : feed).indexOf('\r')
  return carriage !== -1 ? from + carriage : feed === -1 ? Infinity : feed
}

/** The quotation mark that closes a field, where two of them are one of its characters. */
function closing(text: string, from: number): number | undefined {
  let at = text.indexOf('"', from)
  while (at !== -1 && text.charCodeAt(at + 1) === quote) at = text.indexOf('"', at + 2)
  return at === -1 ? undefined : at
}

/** Behind white space that is neither a line break nor a delimiter. */
function afterBlanks(text: string, from: number, delimiter: string): number {
  let at = from
  while (at < text.length && !text.startsWith(delimiter, at) && isBlank(text.charAt(at))) at++
  return at
}

const isBlank = (character: string): boolean =>
  character !== '\n' && character !== '\r' && character.trim() === ''
