import type { Excerpt } from '../../model/row.ts'
import type { Encoding } from '../encodings.ts'
import { lineStart, placeOf, shortened } from '../lines.ts'
import { lenientText } from '../text.ts'

/** The record that begins on the line of a place, with the line breaks that its quotes hold. */
export function excerptOf(
  body: Uint8Array,
  place: string,
  encoding: Encoding,
  quoted: boolean,
): Excerpt | undefined {
  const at = placeOf(place)
  if (at === undefined) return undefined
  const text = lenientText(body, encoding)
  const start = lineStart(text, at.line)
  if (start === undefined) return undefined
  const found = shortened(text.slice(start, recordEnd(text, start, quoted)))
  return found === '' ? undefined : { line: at.line, text: found }
}

/** Inside quotes a line break is no end; a doubled quote changes nothing about that. */
function recordEnd(text: string, start: number, quoted: boolean): number {
  const marks = quoted ? /["\r\n]/g : /[\r\n]/g
  marks.lastIndex = start
  let inside = false
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') inside = !inside
    else if (!inside) return mark.index
  }
  return text.length
}
