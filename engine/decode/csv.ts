import { component } from '../component.ts'
import type { Payload } from '../model/payload.ts'
import type { Document, TextEnd } from '../model/row.ts'
import { inBatches } from './batches.ts'
import { contentOf } from './content.ts'
import { columnsOf, patternOf } from './csv/columns.ts'
import { excerptOf } from './csv/excerpt.ts'
import { checkGrid, gridOf, gridRows, isLastRowShort } from './csv/grid.ts'
import { csvKinds } from './csv/kinds.ts'
import { CsvOptions } from './csv/options.ts'
import { rawCsv } from './csv/raw.ts'
import { recordsOf } from './csv/records.ts'
import { rowsIn } from './csv/rows.ts'
import { skipLines } from './csv/skip-lines.ts'
import { trailerOf } from './csv/trailer.ts'
import type { Decoder } from './decoder.ts'
import { endedText } from './ended.ts'
import { withEnd } from './raw-ended.ts'
import { rawRowsOf } from './raw-rows-of.ts'
import { textOf } from './text.ts'

/**
 * Delimited text. A row is an object from column to text; nothing is converted. Blank lines are none; a file of nothing
 * but a header has columns and no rows. With `grid` it is a sheet of cells instead.
 */
export const csv = component({
  type: 'csv',
  summary: 'Delimited text: one row a line, with columns that a header or the spec names.',
  options: CsvOptions,
  create: (options, site): Decoder => {
    const { delimiter = ',', quote = '"', encoding = 'utf-8', header = true, skip_lines = 0 } = options
    const dialect = { delimiter, quoted: quote === '"', blanks: options.trim === 'values' }
    const firstLine = skip_lines + 1
    const excerpt: Decoder['excerpt'] = (body, place) => excerptOf(body, place, encoding, dialect.quoted)
    const last =
      options.last_line === undefined ? undefined : patternOf(options.last_line, site, ['last_line'])
    const textIn = async (
      payload: Payload,
      signal: AbortSignal,
      end?: TextEnd,
    ): Promise<AsyncIterable<string>> => {
      const text = textOf(await contentOf(payload.body, 'csv', signal), encoding, signal, end)
      return skipLines(last ? endedText(text, last) : text, skip_lines)
    }
    /** Told how the text ends, unless the spec says how it must. */
    const endOf = (isSaid = false): { readonly end?: TextEnd } => (last || isSaid ? {} : { end: {} })
    if (options.grid === true) {
      checkGrid(options, site)
      return {
        gives: 'grid',
        async decode(payload, limits, signal) {
          const end: TextEnd = {}
          const records = recordsOf(await textIn(payload, signal, end), dialect, firstLine)
          const rows = await gridRows(records, firstLine, limits)
          const isSaid = last !== undefined && !(end.open && isLastRowShort(rows))
          return { ...gridOf(rows), ...(isSaid ? {} : { end }) }
        },
        excerpt,
      }
    }
    const rules = {
      ragged: options.ragged ?? 'error',
      trimmed: options.trim === 'values',
      trailing: options.trailing_delimiter ?? false,
    }
    if (options.kind !== undefined || options.kinds !== undefined) {
      const kinds = csvKinds(options, rules, site)
      return {
        gives: 'rows',
        columns: kinds.columns,
        values: kinds.values,
        async decode(payload, limits, signal): Promise<Document> {
          const { end } = endOf(kinds.isCounted)
          const records = recordsOf(await textIn(payload, signal, end), dialect, firstLine)
          const rows = kinds.rows(records, limits)
          return { shape: 'rows', columns: kinds.columns, rows, ...(end && { end }) }
        },
        excerpt,
      }
    }
    const layoutOptions = { ...rules, columns: columnsOf(options, site) }
    const counting = options.trailer === undefined ? undefined : patternOf(options.trailer, site, ['trailer'])
    const raw = { encoding, header, skipLines: skip_lines }
    const named = layoutOptions.columns.map(({ name }) => name)
    return {
      gives: 'rows',
      ...(header || named.length === 0 ? {} : { columns: named }),
      async decode(payload, limits, signal): Promise<Document> {
        const { end } = endOf(counting !== undefined)
        const text = await textIn(payload, signal, end)
        const trailer = counting && trailerOf(counting, firstLine)
        const read = rowsIn(trailer ? trailer.before(text) : text, dialect, firstLine, {
          header,
          layout: layoutOptions,
          most: limits.rows,
          trailer,
        })
        const columns = await read.columns()
        return { shape: 'rows', columns, rows: inBatches(read.rows), ...(end && { end }) }
      },
      // A trailer depends on all rows before it.
      ...(counting === undefined && withEnd(rawRowsOf(rawCsv(dialect, raw, layoutOptions)), encoding, last)),
      excerpt,
    }
  },
})
