import type { Excerpt } from '../model/row.ts'
import { lineStart, longestExcerpt, placeOf, shortened } from './lines.ts'

/**
 * The raw text of the element that begins at a place: at its column, or as the first one on its line. Good for markup of
 * any kind; where an element is left open the text goes on until it is long enough.
 */
export function elementText(text: string, place: string): Excerpt | undefined {
  const at = placeOf(place)
  const line = at && lineStart(text, at.line)
  if (line === undefined) return undefined
  const start = at?.column === undefined ? firstTag(text, line) : line + at.column - 1
  if (start === undefined || !tagStart.test(text.slice(start, start + 2))) return undefined
  const piece = text.slice(start, start + longestExcerpt + 1)
  return { line: at?.line ?? 1, text: shortened(piece.slice(0, elementEnd(piece))) }
}

const tagStart = /^<[^\s!?/<>&"'=]/

function firstTag(text: string, line: number): number | undefined {
  const end = /[\r\n]|$/g
  end.lastIndex = line
  const row = text.slice(line, end.exec(text)?.index)
  for (let at = 0; ; ) {
    const comment = row.indexOf('<!--', at)
    const behind = comment === -1 ? -1 : row.indexOf('-->', comment + 4)
    const found = row.slice(at, behind === -1 ? undefined : comment).search(/<[^\s!?/<>&"'=]/)
    if (found !== -1) return line + at + found
    if (behind === -1) return undefined
    at = behind + 3
  }
}

const voidElements = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i

/** What has no elements in it, however it looks inside. */
const closed = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const
const tagBegin = /<(\/?)([^\s!?/<>]+)/y
/** A sign at a time: one that may match more at once would be tried in ever other ways where the tag does not end. */
const tagEnd = /(?:[^"'>]|"[^"]*"|'[^']*')*>/y
/** So many tags may not end: a page that has more makes fun of us. */
const mostEndless = 20

function elementEnd(piece: string): number {
  const name = tagAt(piece, 0)?.name
  let depth = 0
  let endless = 0
  for (let at = 0; at !== -1; at = piece.indexOf('<', at)) {
    const pair = closed.find(([begin]) => piece.startsWith(begin, at))
    const end = pair === undefined ? undefined : piece.indexOf(pair[1], at + pair[0].length)
    if (end === -1) return piece.length
    const tag = tagAt(piece, at)
    if (end !== undefined || tag === undefined) at = end ?? at + 1
    else if (tag.end === undefined) {
      endless += 1
      if (endless > mostEndless) return piece.length
      at += 1
    } else {
      at = tag.end
      if (tag.name !== name) continue
      if (tag.closing) depth -= 1
      else if (!piece.endsWith('/>', at) && !voidElements.test(name)) depth += 1
      if (depth <= 0) return at
    }
  }
  return piece.length
}

/** The tag that begins at an offset. `end` is undefined where none of the signs behind it closes it. */
function tagAt(
  piece: string,
  at: number,
): { readonly name: string; readonly closing: boolean; readonly end: number | undefined } | undefined {
  tagBegin.lastIndex = at
  const found = tagBegin.exec(piece)
  if (found === null) return undefined
  tagEnd.lastIndex = tagBegin.lastIndex
  const end = tagEnd.test(piece) ? tagEnd.lastIndex : undefined
  return { name: (found[2] ?? '').toLowerCase(), closing: found[1] === '/', end }
}
