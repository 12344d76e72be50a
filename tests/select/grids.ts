import { csv } from '../../engine/decode/csv.ts'
import type { Decoder } from '../../engine/decode/decoder.ts'
import type { MergedArea, Row, Sheet } from '../../engine/model/row.ts'
import { lettersOf } from '../../engine/select/grid-table/letters.ts'
import { table } from '../../engine/select/grid-table.ts'
import { never } from '../conformance/unpacker.ts'
import { constructed, refused, selected } from './selecting.ts'

const decoder = csv.create({ grid: true }, { position: () => undefined, report: () => undefined })

/** Rows that a table with these options makes of lines of cells. */
export const rowsOf = (options: unknown, ...lines: readonly string[]) =>
  selected(table, options, decoder, lines.join('\n'))
export const valuesOf = async (options: unknown, ...lines: readonly string[]) =>
  (await rowsOf(options, ...lines)).map(({ value }) => value)
export const refusal = (options: unknown, ...lines: readonly string[]) =>
  refused(table, options, decoder, lines.join('\n'))

/** A sheet as a workbook has it: `at` names cells by their letters. */
export const sheetOf = (
  name: string,
  cells: readonly (readonly string[])[],
  merged: readonly MergedArea[] = [],
  more: Partial<Sheet> = {},
): Sheet => ({
  name,
  merged,
  rows: cells.map((row, at) => ({
    cells: row,
    place: `${name}!${at + 1}`,
    placeOf: (column) => `${name}!${lettersOf(column)}${at + 1}`,
  })),
  ...more,
})

async function* each(sheets: readonly Sheet[]): AsyncIterable<Sheet> {
  yield* sheets
}

const workbook = (sheets: readonly Sheet[]): Decoder => ({
  gives: 'grid',
  decode: async () => ({
    shape: 'grid',
    sheets: each(sheets),
  }),
  excerpt: () => undefined,
})
/** The same selector over many workbooks: a law has no time to compile the options each time. */
export function rowsMaker(options: unknown): (...sheets: readonly Sheet[]) => Promise<readonly Row[]> {
  const { made } = constructed(table, options)
  return async (...sheets) => {
    const rows: Row[] = []
    const document = { shape: 'grid' as const, sheets: each(sheets) }
    for await (const batch of made.select(document, never)) rows.push(...batch)
    return rows
  }
}

export const sheetRows = (options: unknown, ...sheets: readonly Sheet[]): Promise<readonly Row[]> =>
  selected(table, options, workbook(sheets), '')
export const sheetRefusal = (options: unknown, ...sheets: readonly Sheet[]) =>
  refused(table, options, workbook(sheets), '')

/** Codes and paths of what is wrong with the options. */
export const problemsOf = (options: unknown) =>
  constructed(table, options).problems.map(({ code, at, message }) => [code, at?.file, message])
