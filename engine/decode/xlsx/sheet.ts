import type { MergedArea, Sheet } from '../../model/row.ts'
import { type CellErrors, cellError, cellValueWrong } from '../workbook/cell-errors.ts'
import type { Attributes, ElementReader } from '../workbook/elements.ts'
import { dayText } from '../workbook/number-text.ts'
import { broken, cellAt, cellPlace, mostColumns, mostRows, rowPlace } from '../workbook/places.ts'
import type { SheetBuilder } from '../workbook/sheet-builder.ts'
import { shownNumber } from '../workbook/shown-number.ts'
import { plainText, textCollector, wholeNumber } from './shared-strings.ts'
import type { Workbook } from './workbook.ts'

/** Fills a sheet from its part. What the part claims of its own size counts for nothing. */
export function sheetReader(
  book: Workbook,
  name: string,
  builder: SheetBuilder,
  errors: CellErrors,
): ElementReader & { sheet(): Sheet } {
  let row = -1
  let column = -1
  let type = 'n'
  let style = 0
  let value: string | undefined
  let formula = false
  let inValue = false
  const inline = textCollector()
  const place = (): string => cellPlace(name, row, column)

  const startRow = ({ r, hidden, ht }: Attributes): void => {
    const next =
      r === undefined ? row + 1 : wholeNumber(r, 'the number of a row', rowPlace(name, row + 1)) - 1
    if (next <= row || next >= mostRows)
      throw broken(
        'xlsx',
        `the row ${next + 1} comes behind the row ${row + 1}`,
        rowPlace(name, Math.max(0, row)),
      )
    row = next
    column = -1
    if (isHidden(hidden, ht)) builder.hide(row)
  }
  const startColumns = ({ min, max = min, hidden, width }: Attributes): void => {
    if (!isHidden(hidden, width)) return
    const [first, last] = [min, max].map((text) => wholeNumber(text ?? '', 'a column', rowPlace(name, 0)) - 1)
    builder.hideColumns(first ?? 0, last ?? 0)
  }
  const startCell = ({ r, t = 'n', s = '0' }: Attributes): void => {
    const at = r === undefined ? { row, column: column + 1 } : cellAt(r)
    if (at === undefined || row < 0 || at.row !== row || at.column <= column || at.column >= mostColumns)
      throw broken(
        'xlsx',
        `the cell "${r ?? ''}" stands in the wrong place`,
        rowPlace(name, Math.max(0, row)),
      )
    column = at.column
    type = t
    style = wholeNumber(s, 'the style of a cell', place())
    value = undefined
    formula = false
  }

  const textOfCell = (): string => {
    if (type === 'inlineStr') return inline.taken()
    if (value === undefined || (value === '' && type !== 'str')) {
      if (formula) throw cellValueWrong('its formula has no stored value', place())
      return ''
    }
    switch (type) {
      case 's': {
        const found = book.strings[wholeNumber(value.trim(), 'the number of a text', place())]
        if (found === undefined) throw broken('xlsx', `there is no text ${value}`, place())
        return found
      }
      case 'str':
        return plainText(value)
      case 'd': {
        const text = dayText(value, (clock) => clock === '00:00:00')
        if (text === undefined) throw broken('xlsx', `"${value.slice(0, 40)}" is no day`, place())
        return text
      }
      case 'b':
        if (!/^[01]$/.test(value.trim()))
          throw broken('xlsx', `"${value}" is neither true nor false`, place())
        return value.trim() === '1' ? 'TRUE' : 'FALSE'
      case 'e':
        return cellError(value.trim(), errors, place())
      case 'n': {
        if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,3})?$/i.test(value.trim()))
          throw broken('xlsx', `"${value.slice(0, 40)}" is no number`, place())
        const format = book.formats[style] ?? { kind: 'number' }
        return shownNumber(Number(value), format, book.since1904, place())
      }
      default:
        throw broken('xlsx', `the type of a cell is "${type}"`, place())
    }
  }

  return {
    open(element, attributes) {
      inline.open(element)
      if (element === 'row') startRow(attributes)
      else if (element === 'col') startColumns(attributes)
      else if (element === 'c') startCell(attributes)
      else if (element === 'v') {
        inValue = true
        value = ''
      } else if (element === 'f') formula = true
      else if (element === 'mergeCell') builder.merge(areaOf(attributes, name))
    },
    text(piece) {
      if (inValue) value += piece
      else inline.text(piece)
    },
    close(element) {
      inline.close(element)
      if (element === 'v') inValue = false
      if (element === 'c') builder.put(row, column, textOfCell())
    },
    sheet: () => builder.sheet(),
  }
}

/** What has no height or width is not seen either. */
const isHidden = (hidden: string | undefined, size: string | undefined): boolean =>
  /^(?:1|true)$/.test(hidden ?? '') || (size !== undefined && Number(size) === 0)

function areaOf({ ref = '' }: Attributes, sheet: string): MergedArea {
  const [from = '', to = from] = ref.split(':')
  const [start, end] = [cellAt(from), cellAt(to)]
  if (!start || !end) throw broken('xlsx', `"${ref}" is no merged area`, rowPlace(sheet, 0))
  return { top: start.row, left: start.column, bottom: end.row, right: end.column }
}
