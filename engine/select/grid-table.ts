import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Row, Sheet } from '../model/row.ts'
import { within } from './grid-table/area.ts'
import { TableOptions } from './grid-table/options.ts'
import type { CompiledSheets } from './grid-table/rules.ts'
import { isSkipped, rowsOfSheet } from './grid-table/sheet-rows.ts'
import { columnsOf, type TableSpec, tableSpec } from './grid-table/table-spec.ts'
import { folded } from './grid-table/text.ts'
import type { Selector } from './selector.ts'

const batchSize = 500

/**
 * Rows of the tables of a grid. Every cell that is not blank is read, or left out by a rule of the spec: any other is an
 * error, and so are a header without the columns that must be there and a row that no rule knows. All values are text,
 * without the white space around it; what is blank is the empty text, or with `unpivot` no row. The place of a row is
 * that of its row, or with `unpivot` that of its cell. Errors are SELECT_*.
 */
export const table = component({
  type: 'table',
  summary: 'Takes rows out of the tables of a workbook, a page or a CSV file without a usable header.',
  options: TableOptions,
  create(options: TableOptions, site): Selector {
    const spec = tableSpec(options, site)
    const columns = columnsOf(spec)
    return {
      takes: ['grid'],
      ...(columns === undefined ? {} : { columns }),
      ...(spec.kinds ? { values: { members: {}, texts: { kind: ['row', 'total'] } } } : {}),
      async *select(document, signal) {
        if (document.shape !== 'grid') throw new Error(`a ${document.shape} is no grid`)
        const skipped: string[] = []
        const names: string[] = []
        const used = new Set<CompiledSheets>()
        let read = 0
        for await (const sheet of document.sheets) {
          signal.throwIfAborted()
          names.push(sheet.name)
          const found = sheetOf(sheet, spec)
          if (found === undefined) {
            skipped.push(sheet.name)
            continue
          }
          read++
          if (found.rule !== undefined) used.add(found.rule)
          yield* batches(rowsOfSheet(within(sheet, spec.area), spec, found.fields), signal)
        }
        if (read > 0) {
          assertAllUsed(spec, used, names)
          return
        }
        const found =
          skipped.length === 0
            ? 'There is no sheet.'
            : `All sheets are left out: ${skipped.slice(0, 12).join(', ')}.`
        throw feedError('SELECT_NOTHING', { expression: 'read', what: 'select.table.sheets', found })
      },
    }
  },
})

interface FoundSheet {
  /** What its name says. */
  readonly fields: Readonly<Record<string, string>>
  readonly rule: CompiledSheets | undefined
}

/** Undefined: the sheet is left out. SELECT_SHEET_UNKNOWN, SELECT_HIDDEN. */
function sheetOf({ name, hidden, rows }: Sheet, spec: TableSpec): FoundSheet | undefined {
  if (isSkipped(hidden, spec, rows[0]?.place ?? name)) return undefined
  if (spec.sheets.length === 0) return { fields: {}, rule: undefined }
  for (const rule of spec.sheets) {
    const match = rule.pattern.match(folded(name))
    if (match === undefined) continue
    return rule.kind === 'skip' ? undefined : { fields: match.groups, rule }
  }
  throw feedError('SELECT_SHEET_UNKNOWN', { sheet: name })
}

/** SELECT_SHEET_MISSING: a sheet that was to be read is not there, so neither are its figures. */
function assertAllUsed(
  { sheets }: TableSpec,
  used: ReadonlySet<CompiledSheets>,
  names: readonly string[],
): void {
  const missing = sheets.find((rule) => rule.kind === 'read' && !rule.optional && !used.has(rule))
  if (missing !== undefined)
    throw feedError('SELECT_SHEET_MISSING', { pattern: missing.pattern.source, sheets: names })
}

function* batches(rows: Iterable<Row>, signal: AbortSignal): Iterable<readonly Row[]> {
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < batchSize) continue
    signal.throwIfAborted()
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
