import { feedError } from '../../errors/feed-error.ts'
import { builtInFormat, type NumberFormat, numberFormat } from '../workbook/number-format.ts'
import { broken } from '../workbook/places.ts'
import { mostSheets } from '../workbook/sheet-builder.ts'
import { recordsFrom, valuesOf } from './records.ts'
import { byteText, type Encoded, unicodeText } from './strings.ts'

/** What all sheets share, and where in the stream each begins. */
export interface XlsWorkbook {
  readonly stream: Buffer
  readonly since1904: boolean
  readonly strings: readonly string[]
  /** By the number of a cell's style. */
  readonly formats: readonly NumberFormat[]
  readonly encoded: Encoded
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly start: number }[]
}

/** The numbers of the kinds of records. */
const kinds = {
  begin: 0x809,
  end: 0x0a,
  password: 0x2f,
  codePage: 0x42,
  since1904: 0x22,
  sheet: 0x85,
  strings: 0xfc,
  format: 0x41e,
  style: 0xe0,
} as const

export function xlsWorkbookOf(stream: Buffer): XlsWorkbook {
  if (stream.length < 8 || stream.readUInt16LE(0) !== kinds.begin)
    throw broken('xls', 'it is older than Excel 5, or no workbook')
  const unicode = stream.readUInt16LE(4) >= 0x600
  let encoded: Encoded = unicode ? unicodeText : byteText(1252)
  let since1904 = false
  let strings: readonly string[] = []
  const own = new Map<number, NumberFormat>()
  const styles: number[] = []
  const sheets: { name: string; hidden: boolean; start: number }[] = []
  const names = new Set<string>()

  for (const record of recordsFrom(stream, 0)) {
    const values = valuesOf(record)
    if (record.type === kinds.end) break
    if (record.type === kinds.password) throw feedError('DECODE_ENCRYPTED', { format: 'workbook' })
    if (record.type === kinds.codePage && !unicode) encoded = byteText(values.u16())
    if (record.type === kinds.since1904) since1904 = values.u16() === 1
    if (record.type === kinds.format) own.set(values.u16(), numberFormat(encoded(values, unicode ? 2 : 1)))
    if (record.type === kinds.style) {
      values.skip(2)
      styles.push(values.u16())
    }
    if (record.type === kinds.strings) {
      values.skip(4)
      strings = Array.from({ length: Math.min(values.u32(), stream.length) }, () => unicodeText(values, 2))
    }
    if (record.type === kinds.sheet) {
      const [start, state, kind] = [values.u32(), values.u8(), values.u8()]
      const name = encoded(values, 1)
      if (names.has(name)) throw broken('xls', `two sheets are called "${name}"`)
      if (sheets.length === mostSheets) throw feedError('DECODE_TOO_MANY_SHEETS', { limit: mostSheets })
      names.add(name)
      // Charts and macros have no cells.
      if (kind === 0) sheets.push({ name, hidden: state !== 0, start })
    }
  }
  if (sheets.length === 0) throw broken('xls', 'it has no sheet')
  const formats = styles.map((id) => own.get(id) ?? builtInFormat(id))
  return { stream, since1904, strings, formats, encoded, sheets }
}
