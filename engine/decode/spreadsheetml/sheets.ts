import { feedError } from '../../errors/feed-error.ts'
import type { Sheet } from '../../model/row.ts'
import type { DecodeLimits } from '../decoder.ts'
import type { CellErrors } from '../workbook/cell-errors.ts'
import type { Attributes, ElementReader } from '../workbook/elements.ts'
import { broken, cellPlace, mostColumns, mostRows, rowPlace } from '../workbook/places.ts'
import { mostSheets, roomOf, type SheetBuilder, sheetBuilder } from '../workbook/sheet-builder.ts'
import { dataText } from './data.ts'
import { stylesOf } from './styles.ts'

const format = 'spreadsheetml'
const namespace = 'urn:schemas-microsoft-com:office:spreadsheet'

/** Collects the sheets of a workbook while its XML is read; `taken` gives those that have come to their end. */
export function sheetsReader(
  limits: DecodeLimits,
  errors: CellErrors,
): ElementReader & { taken(): readonly Sheet[] } {
  const room = roomOf(limits)
  const styles = stylesOf()
  const names = new Set<string>()
  let done: Sheet[] = []
  /** What stands before the names of attributes, as the workbook has chosen. */
  let prefixes: readonly string[] | undefined
  let builder: SheetBuilder | undefined
  let [sheet, row, rowEnd, column, nextColumn] = ['', -1, -1, -1, 0]
  let [hidden, inVisible, inComment, inData] = [false, false, false, false]
  let [style, type, formula] = ['', '', false]
  let data: string | undefined
  let sheetColumn = 0

  const own = (attributes: Attributes, name: string): string | undefined =>
    prefixes?.map((prefix) => attributes[prefix + name]).find((value) => value !== undefined)
  const number = (attributes: Attributes, name: string, otherwise: number): number => {
    const text = own(attributes, name)
    if (text === undefined) return otherwise
    if (!/^\d{1,7}$/.test(text))
      throw broken(format, `${name} is "${text}"`, rowPlace(sheet, Math.max(0, row)))
    return Number(text)
  }
  /** What has no height or width is not seen either. */
  const isHidden = (attributes: Attributes, size: 'Height' | 'Width'): boolean =>
    own(attributes, 'Hidden') === '1' || Number(own(attributes, size) ?? '1') === 0
  const startSheet = (attributes: Attributes): void => {
    sheet = own(attributes, 'Name') ?? ''
    if (names.has(sheet)) throw broken(format, `two sheets are called "${sheet}"`)
    if (names.size === mostSheets) throw feedError('DECODE_TOO_MANY_SHEETS', { limit: mostSheets })
    names.add(sheet)
    builder = sheetBuilder(format, sheet, room, limits)
    row = -1
    sheetColumn = 0
    hidden = false
  }
  const startRow = (attributes: Attributes): void => {
    const next = number(attributes, 'Index', row + 2) - 1
    const last = next + number(attributes, 'Span', 0)
    if (next <= row || last >= mostRows)
      throw broken(
        format,
        `the row ${next + 1} comes behind the row ${row + 1}`,
        rowPlace(sheet, Math.max(0, row)),
      )
    if (isHidden(attributes, 'Height')) for (let at = next; at <= last; at++) builder?.hide(at)
    row = next
    nextColumn = 0
    rowEnd = last
  }
  const startColumn = (attributes: Attributes): void => {
    const first = number(attributes, 'Index', sheetColumn + 1) - 1
    const last = first + number(attributes, 'Span', 0)
    if (isHidden(attributes, 'Width')) builder?.hideColumns(first, last)
    sheetColumn = last + 1
  }
  const startCell = (attributes: Attributes): void => {
    column = number(attributes, 'Index', nextColumn + 1) - 1
    const [right, bottom] = [
      column + number(attributes, 'MergeAcross', 0),
      row + number(attributes, 'MergeDown', 0),
    ]
    if (row < 0 || column < nextColumn || right >= mostColumns || bottom >= mostRows)
      throw broken(format, 'a cell stands in the wrong place', rowPlace(sheet, Math.max(0, row)))
    if (right > column || bottom > row) builder?.merge({ top: row, left: column, bottom, right })
    nextColumn = right + 1
    style = own(attributes, 'StyleID') ?? 'Default'
    formula = own(attributes, 'Formula') !== undefined
    type = ''
    data = undefined
  }

  return {
    open(name, attributes) {
      if (prefixes === undefined) {
        if (name !== 'Workbook')
          throw feedError('DECODE_ROOT', { expected: ['Workbook'], found: name }, { place: 'L1' })
        prefixes = Object.entries(attributes).flatMap(([key, value]) =>
          value === namespace && key.startsWith('xmlns:') ? [`${key.slice(6)}:`] : [],
        )
      } else if (name === 'Style') styles.style(own(attributes, 'ID') ?? '', own(attributes, 'Parent'))
      else if (name === 'NumberFormat') styles.format(own(attributes, 'Format') ?? 'General')
      else if (name === 'Worksheet') startSheet(attributes)
      else if (builder === undefined) return
      else if (name === 'Column') startColumn(attributes)
      else if (name === 'Row') startRow(attributes)
      else if (name === 'Cell') startCell(attributes)
      else if (name === 'Comment') inComment = true
      else if (name === 'Visible') inVisible = true
      else if (name === 'Data' && !inComment) {
        type = own(attributes, 'Type') ?? 'String'
        data = ''
        inData = true
      }
    },
    text(piece) {
      if (inVisible) hidden ||= /Hidden/.test(piece)
      if (inData) data += piece
    },
    close(name) {
      if (name === 'Comment') inComment = false
      else if (name === 'Visible') inVisible = false
      else if (name === 'Data') inData = false
      else if (name === 'Row') row = rowEnd
      else if (name === 'Cell')
        builder?.put(
          row,
          column,
          dataText({ data, type, formula }, styles.of(style), errors, cellPlace(sheet, row, column)),
        )
      else if (name === 'Worksheet' && builder !== undefined) {
        done.push({ ...builder.sheet(), ...(hidden ? { hidden } : {}) })
        builder = undefined
      } else if (name === 'Workbook' && names.size === 0) throw broken(format, 'it has no sheet')
    },
    taken() {
      const sheets = done
      done = []
      return sheets
    },
  }
}
