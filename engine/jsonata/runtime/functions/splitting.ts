import type { RuntimeBounds } from '../builtin.ts'

/** A text between the places where another stands in it. No list is made that is longer than a list may be. */
export function splitWithin(
  text: string,
  separator: string,
  limit: number | undefined,
  bounds: RuntimeBounds,
): string[] {
  if (text.length > few) bounds.list(partsOf(text, separator, limit))
  const parts = text.split(separator, limit)
  if (text.length <= few) bounds.list(parts.length)
  return parts
}

/** A text of so many characters is split in no time, so that its parts need not be counted before. */
const few = 1000

/** How many parts there are to be. */
function partsOf(text: string, separator: string, limit: number | undefined): number {
  // As `split` itself takes it.
  const most = limit === undefined ? Number.POSITIVE_INFINITY : limit >>> 0
  if (separator === '') return Math.min(text.length, most)
  let parts = 1
  for (let at = text.indexOf(separator); at >= 0 && parts < most; parts += 1)
    at = text.indexOf(separator, at + separator.length)
  return Math.min(parts, most)
}
