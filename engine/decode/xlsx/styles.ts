import { builtInFormat, type NumberFormat, numberFormat } from '../workbook/number-format.ts'
import type { Package } from './package.ts'
import { wholeNumber } from './shared-strings.ts'

/** The number format of each cell style, in the order in which cells count them. */
export async function cellFormats(book: Package, part: string): Promise<readonly NumberFormat[]> {
  const own = new Map<number, NumberFormat>()
  const ids: number[] = []
  let inCells = false
  await book.read(part, {
    open(name, { numFmtId, formatCode }) {
      if (name === 'cellXfs') inCells = true
      else if (name === 'numFmt' && formatCode !== undefined)
        own.set(wholeNumber(numFmtId, 'the id of a number format'), numberFormat(formatCode))
      else if (name === 'xf' && inCells) ids.push(wholeNumber(numFmtId ?? '0', 'a number format'))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
    text() {},
  })
  return ids.map((id) => own.get(id) ?? builtInFormat(id))
}
