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
  const at = row.replace(/<!--.*?-->/g, (comment) => ' '.repeat(comment.length)).search(/<[^\s!?/<>&"'=]/)
  return at === -1 ? undefined : line + at
}

const voidElements = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i

function elementEnd(piece: string): number {
  const name = /^<([^\s/>]+)/.exec(piece)?.[1] ?? ''
  const tag = /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<(\/?)([^\s!?/<>]+)(?:"[^"]*"|'[^']*'|[^"'>])*>/g
  let depth = 0
  for (let found = tag.exec(piece); found !== null; found = tag.exec(piece)) {
    const [whole, closing, other] = found
    if (other?.toLowerCase() !== name.toLowerCase()) continue
    if (closing === '/') depth--
    else if (!whole.endsWith('/>') && !voidElements.test(name)) depth++
    if (depth <= 0) return tag.lastIndex
  }
  return piece.length
}
