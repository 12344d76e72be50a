import { feedError } from '../../errors/feed-error.ts'

/** `C` of 2, `AA` of 26. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26) - 1
  return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (column % 26))
}

/** Row and column of `C12`, from 0. Undefined: no name of a cell that a sheet can have. */
export function cellAt(name: string): { readonly row: number; readonly column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(name) ?? []
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(digits) - 1
  return row < mostRows && column <= mostColumns ? { row, column: column - 1 } : undefined
}

/** What a sheet of the newest format may have. */
export const mostRows = 1_048_576
export const mostColumns = 16_384

/** Rows and columns count from 0 here, and from 1 and A in the place. */
export const rowPlace = (sheet: string, row: number): string => `${sheet}!${row + 1}`
export const cellPlace = (sheet: string, row: number, column: number): string =>
  `${sheet}!${columnName(column)}${row + 1}`

/** The sheet and the row of a place of either kind. */
export function placeIn(place: string): { readonly sheet: string; readonly row: number } | undefined {
  const [, sheet, digits] = /^(.*)![A-Z]{0,3}([1-9]\d{0,6})$/s.exec(place) ?? []
  return sheet === undefined ? undefined : { sheet, row: Number(digits) - 1 }
}

/** DECODE_FAILED at a place of a workbook. */
export const broken = (format: string, problem: string, place?: string): Error =>
  feedError('DECODE_FAILED', { format, problem }, place === undefined ? {} : { place })
