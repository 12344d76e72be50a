import { FeedError } from '../../errors/feed-error.ts'
import type { Excerpt, Sheet } from '../../model/row.ts'
import type { DecodeLimits } from '../decoder.ts'
import { shortened } from '../lines.ts'
import { placeIn } from './places.ts'

/** Enough for every workbook that was decoded before. */
const wide: DecodeLimits = {
  rows: 20_000_000,
  depth: 1000,
  treeBytes: Number.MAX_SAFE_INTEGER,
  inflatedBytes: 2_000_000_000,
  members: 100_000,
}

/**
 * The row of a workbook that a place names: its cells, as people see them side by side. `open` gives the sheets of that
 * name. A workbook that can not be read has none.
 */
export async function sheetExcerpt(
  place: string,
  open: (name: string, limits: DecodeLimits, signal: AbortSignal) => AsyncIterable<Sheet>,
): Promise<Excerpt | undefined> {
  const found = placeIn(place)
  if (found === undefined) return undefined
  try {
    for await (const { rows } of open(found.sheet, wide, new AbortController().signal)) {
      const cells = rows[found.row]?.cells
      const text = cells?.map((cell) => cell.replaceAll(/\s/g, ' ')).join(' | ')
      return text === undefined ? undefined : { line: found.row + 1, text: shortened(text) }
    }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
  }
  return undefined
}
