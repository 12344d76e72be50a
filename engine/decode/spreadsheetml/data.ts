import { type CellErrors, cellError, cellValueWrong } from '../workbook/cell-errors.ts'
import type { NumberFormat } from '../workbook/number-format.ts'
import { dayText } from '../workbook/number-text.ts'
import { broken } from '../workbook/places.ts'
import { shownNumber } from '../workbook/shown-number.ts'

/** The text of a cell of SpreadsheetML, which names the type of its data. */
export function dataText(
  {
    data,
    type,
    formula,
  }: { readonly data: string | undefined; readonly type: string; readonly formula: boolean },
  format: NumberFormat,
  errors: CellErrors,
  place: string,
): string {
  if (data === undefined || (data === '' && type !== 'String')) {
    if (formula) throw cellValueWrong('its formula has no stored value', place)
    return ''
  }
  const wrong = (what: string): Error =>
    broken('spreadsheetml', `"${data.slice(0, 40)}" is no ${what}`, place)
  switch (type) {
    case 'String':
      return data
    case 'Number': {
      if (!/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,3})?\s*$/i.test(data)) throw wrong('number')
      return shownNumber(Number(data), format, false, place)
    }
    case 'Boolean':
      if (!/^\s*[01]\s*$/.test(data)) throw wrong('truth')
      return data.trim() === '1' ? 'TRUE' : 'FALSE'
    case 'DateTime': {
      const text = dayText(data, (clock) => (format.kind === 'time' ? !format.clock : clock === '00:00:00'))
      if (text === undefined) throw wrong('time')
      return text
    }
    case 'Error':
      return cellError(data.trim(), errors, place)
    default:
      throw broken('spreadsheetml', `the type of a cell is "${type}"`, place)
  }
}
