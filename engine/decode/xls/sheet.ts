import type { Sheet } from '../../model/row.ts'
import { type CellErrors, cellError, cellValueWrong } from '../workbook/cell-errors.ts'
import { broken, cellPlace } from '../workbook/places.ts'
import type { SheetBuilder } from '../workbook/sheet-builder.ts'
import { shownNumber } from '../workbook/shown-number.ts'
import { recordsFrom, type Values, valuesOf } from './records.ts'
import type { XlsWorkbook } from './workbook.ts'

/** The numbers of the kinds of records. */
const kinds = {
  begin: 0x809,
  end: 0x0a,
  row: 0x208,
  columns: 0x7d,
  number: 0x203,
  short: 0x27e,
  shorts: 0xbd,
  shared: 0xfd,
  label: 0x204,
  richLabel: 0xd6,
  truthOrError: 0x205,
  formula: 0x06,
  oldFormula: 0x406,
  formulaText: 0x207,
  merged: 0xe5,
} as const

interface At {
  readonly row: number
  readonly column: number
  readonly style: number
}

const atOf = (values: Values): At => ({ row: values.u16(), column: values.u16(), style: values.u16() })

/**
 * Reads a sheet from its begin to its end. `spend` is told of the bytes of each record: sheets that overlap would be read
 * again and again.
 */
export function readXlsSheet(
  book: XlsWorkbook,
  { name, start }: XlsWorkbook['sheets'][number],
  builder: SheetBuilder,
  errors: CellErrors,
  spend: (bytes: number) => void,
): Sheet {
  const place = ({ row, column }: At): string => cellPlace(name, row, column)
  const put = (at: At, text: string): void => builder.put(at.row, at.column, text)
  const putNumber = (at: At, value: number): void => {
    put(at, shownNumber(value, book.formats[at.style] ?? { kind: 'number' }, book.since1904, place(at)))
  }
  const truthOrError = (at: At, isError: boolean, value: number): string => {
    if (!isError) return value === 0 ? 'FALSE' : 'TRUE'
    return cellError(errorNames.get(value) ?? `#ERR${value}!`, errors, place(at))
  }
  /** A formula whose text comes in a record of its own. */
  let waiting: At | undefined
  const formula = (values: Values): void => {
    const at = atOf(values)
    const value = values.bytes(8)
    if (value.readUInt16LE(6) !== 0xffff) return putNumber(at, value.readDoubleLE())
    if (value[0] === 0) waiting = at
    else if (value[0] === 1 || value[0] === 2) put(at, truthOrError(at, value[0] === 2, value[2] ?? 0))
    else if (value[0] !== 3) throw cellValueWrong('its formula has no stored value', place(at))
  }
  const shorts = (values: Values): void => {
    const row = values.u16()
    for (let column = values.u16(); values.left > 2; column++)
      putNumber({ row, column, style: values.u16() }, shortNumber(values.u32()))
  }
  const shared = (values: Values): void => {
    const at = atOf(values)
    const text = book.strings[values.u32()]
    if (text === undefined) throw broken('xls', 'a cell has a text that is not there', place(at))
    put(at, text)
  }
  const withAt = (values: Values, then: (at: At) => void): void => then(atOf(values))

  let depth = 0
  for (const record of recordsFrom(book.stream, start)) {
    spend(record.end - record.at)
    const values = valuesOf(record)
    const { type } = record
    if (record.at === start && type !== kinds.begin) throw broken('xls', `the sheet "${name}" is missing`)
    if (waiting && (isCell.has(type) || type === kinds.end))
      throw cellValueWrong('its formula has no stored value', place(waiting))
    if (type === kinds.begin) depth += 1
    if (type === kinds.end && --depth === 0) break
    // Charts that are drawn on a sheet have cells of their own.
    if (depth > 1) continue
    if (type === kinds.number) withAt(values, (at) => putNumber(at, values.f64()))
    else if (type === kinds.short) withAt(values, (at) => putNumber(at, shortNumber(values.u32())))
    else if (type === kinds.shorts) shorts(values)
    else if (type === kinds.shared) shared(values)
    else if (type === kinds.label || type === kinds.richLabel)
      withAt(values, (at) => put(at, book.encoded(values, 2)))
    else if (type === kinds.truthOrError)
      withAt(values, (at) => {
        const value = values.u8()
        put(at, truthOrError(at, values.u8() === 1, value))
      })
    else if (type === kinds.formula || type === kinds.oldFormula) formula(values)
    else if (type === kinds.formulaText && waiting) {
      put(waiting, book.encoded(values, 2))
      waiting = undefined
    } else if (type === kinds.row) {
      const row = values.u16()
      values.skip(4)
      const height = values.u16() & 0x7fff
      values.skip(4)
      if ((values.u16() & 0x20) !== 0 || height === 0) builder.hide(row)
    } else if (type === kinds.columns) {
      const [first, last, width] = [values.u16(), values.u16(), values.u16()]
      values.skip(2)
      if ((values.u16() & 1) !== 0 || width === 0) builder.hideColumns(first, last)
    } else if (type === kinds.merged)
      for (let left = values.u16(); left > 0; left--) {
        const [top, bottom, from, to] = [values.u16(), values.u16(), values.u16(), values.u16()]
        builder.merge({ top, left: from, bottom, right: to })
      }
  }
  return builder.sheet()
}

const { number, short, shorts, shared, label, richLabel, truthOrError, formula, oldFormula } = kinds
const isCell: ReadonlySet<number> = new Set([
  number,
  short,
  shorts,
  shared,
  label,
  richLabel,
  truthOrError,
  formula,
  oldFormula,
])

const errorNames: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
])

/** A number in four bytes: thirty bits of it, whether it is whole, and whether it counts hundredths. */
function shortNumber(packed: number): number {
  let value = packed >> 2
  if ((packed & 2) === 0) {
    const double = Buffer.alloc(8)
    double.writeUInt32LE((packed & ~3) >>> 0, 4)
    value = double.readDoubleLE()
  }
  return (packed & 1) === 1 ? value / 100 : value
}
