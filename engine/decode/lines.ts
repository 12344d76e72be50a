/** Lines end in CRLF, LF or CR, as in every text editor; all functions here count from 1. */

export interface LinePlace {
  readonly line: number
  /** Only where the line alone would not say which element is meant. */
  readonly column?: number
}

/** `L12`, or `L12:5` with a column. */
export function placeText(line: number, column?: number): string {
  return column === undefined ? `L${line}` : `L${line}:${column}`
}

/** The line that `placeText` wrote. Undefined: not such a place. */
export function placeOf(text: string): LinePlace | undefined {
  const found = /^L([1-9]\d*)(?::([1-9]\d*))?$/.exec(text)
  if (!found) return undefined
  return { line: Number(found[1]), ...(found[2] === undefined ? {} : { column: Number(found[2]) }) }
}

/** How many line breaks a text has. A CRLF must not be split between two texts. */
export function breaksIn(text: string): number {
  let breaks = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) breaks++
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1))
    if (text.charCodeAt(at + 1) !== 10) breaks++
  return breaks
}

/** The offset at which a line begins. Undefined: the text has fewer lines. */
export function lineStart(text: string, line: number): number | undefined {
  const breaks = /\r\n?|\n/g
  for (let left = line; left > 1; left--) if (!breaks.test(text)) return undefined
  return line < 1 ? undefined : breaks.lastIndex
}

/** Line and column of an offset; columns count characters. */
export function lineAt(text: string, offset: number): Required<LinePlace> {
  const before = text.slice(0, offset)
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  return { line: breaksIn(before) + 1, column: offset - start + 1 }
}

/** What an excerpt takes of a raw text at most: rows of a whole state have tens of thousands of characters. */
export const longestExcerpt = 100_000

/** The text, or its beginning with an ellipsis. */
export function shortened(text: string): string {
  return text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt)}…`
}
