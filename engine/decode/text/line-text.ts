import type { Excerpt } from '../../model/row.ts'
import { lineStart, placeOf, shortened } from '../lines.ts'

/** The line of a place; with a column, what stands there of it. */
export function lineText(text: string, place: string): Excerpt | undefined {
  const at = placeOf(place)
  const start = at && lineStart(text, at.line)
  if (at === undefined || start === undefined || start >= text.length) return undefined
  const end = /[\r\n]|$/g
  end.lastIndex = start
  const line = text.slice(start, end.exec(text)?.index)
  const part = at.column === undefined ? '' : line.slice(at.column - 1)
  return { line: at.line, text: shortened(part === '' ? line : part) }
}
