import { utils, type WorkSheet, write } from '@e965/xlsx'

/** A cell: a value, or one with its number format, its formula, or the name of its error. */
export type WorkbookCell =
  | string
  | number
  | boolean
  | null
  | {
      readonly value?: string | number | boolean
      readonly format?: string
      readonly formula?: string
      readonly error?: '#DIV/0!' | '#REF!' | '#N/A'
    }

/** What is in a workbook, as a person would say it. Columns and rows are named as in a spreadsheet. */
export interface WorkbookDescription {
  readonly since1904?: boolean
  readonly sheets: readonly {
    readonly name: string
    readonly hidden?: boolean
    readonly rows: readonly (readonly WorkbookCell[])[]
    /** Areas such as `A1:C1`. */
    readonly merged?: readonly string[]
    /** Rows that are hidden, from 1. */
    readonly hidden_rows?: readonly number[]
    /** Number formats by column: `{ C: "0.0%" }`; they hold for numbers only. */
    readonly formats?: Readonly<Record<string, string>>
  }[]
}

/** `xls5` is the format of 1995, which knew no Unicode. */
export const workbookKinds = { xlsx: 'xlsx', xls: 'biff8', xls5: 'biff5', xml: 'xlml' } as const
export type WorkbookKind = keyof typeof workbookKinds

const errorCodes = { '#DIV/0!': 7, '#REF!': 23, '#N/A': 42 } as const

/** The workbook that a description beside it is of, by the name of its file. */
export function workbookOf(path: string): { readonly file: string; readonly kind: WorkbookKind } {
  const [, name, ending] = /^(.*)\.(xlsx|xls5|xls|xml)\.yaml$/.exec(path) ?? []
  if (name === undefined)
    throw new Error(`${path} should end in .xlsx.yaml, .xls.yaml, .xls5.yaml or .xml.yaml`)
  return { file: `${name}.${ending === 'xlsx' ? 'xlsx' : 'xls'}`, kind: ending as WorkbookKind }
}

/** The bytes of a workbook, written by another program than the one that reads them. */
export function workbookBytes(kind: WorkbookKind, description: WorkbookDescription): Buffer {
  const book = utils.book_new()
  for (const sheet of description.sheets) utils.book_append_sheet(book, sheetOf(sheet), sheet.name)
  book.Workbook = {
    WBProps: { date1904: description.since1904 ?? false },
    Sheets: description.sheets.map(({ name, hidden }) => ({ name, Hidden: hidden ? 1 : 0 })),
  }
  return write(book, {
    type: 'buffer',
    bookType: workbookKinds[kind],
    // Shared texts are younger than the format of 1995.
    bookSST: kind !== 'xls5',
    compression: true,
  }) as Buffer
}

function sheetOf(sheet: WorkbookDescription['sheets'][number]): WorkSheet {
  const made: WorkSheet = {}
  let widest = 0
  for (const [row, cells] of sheet.rows.entries())
    for (const [column, cell] of cells.entries()) {
      widest = Math.max(widest, column)
      if (cell === null) continue
      const found = typeof cell === 'object' ? cell : { value: cell }
      const { value, formula, error } = found
      const name = utils.encode_col(column)
      const format = found.format ?? (typeof value === 'number' ? sheet.formats?.[name] : undefined)
      made[`${name}${row + 1}`] = {
        ...(error === undefined
          ? { t: typeof value === 'number' ? 'n' : typeof value === 'boolean' ? 'b' : 's', v: value ?? '' }
          : { t: 'e', v: errorCodes[error] }),
        ...(formula === undefined ? {} : { f: formula }),
        ...(format === undefined ? {} : { z: format }),
      }
    }
  made['!ref'] = utils.encode_range({ r: 0, c: 0 }, { r: Math.max(0, sheet.rows.length - 1), c: widest })
  made['!merges'] = (sheet.merged ?? []).map((area) => utils.decode_range(area))
  if (sheet.hidden_rows) {
    made['!rows'] = []
    for (const row of sheet.hidden_rows) made['!rows'][row - 1] = { hidden: true }
  }
  return made
}
