import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Payload } from '../model/payload.ts'
import type { Document, Row } from '../model/row.ts'
import { inBatches } from './batches.ts'
import { contentOf } from './content.ts'
import { columnsOf, patternOf } from './csv/columns.ts'
import { excerptOf } from './csv/excerpt.ts'
import { checkGrid, gridOf } from './csv/grid.ts'
import { csvKinds } from './csv/kinds.ts'
import { type Layout, layoutOf } from './csv/layout.ts'
import { CsvOptions } from './csv/options.ts'
import { type CsvRecord, recordsOf } from './csv/records.ts'
import { skipLines } from './csv/skip-lines.ts'
import { type Trailer, trailerOf } from './csv/trailer.ts'
import type { DecodeLimits, Decoder } from './decoder.ts'
import { placeText } from './lines.ts'
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
    const textIn = async (payload: Payload, signal: AbortSignal): Promise<AsyncIterable<string>> =>
      skipLines(textOf(await contentOf(payload.body, 'csv', signal), encoding, signal), skip_lines)
    if (options.grid === true) {
      checkGrid(options, site)
      return {
        gives: 'grid',
        decode: async (payload, limits, signal) =>
          gridOf(recordsOf(await textIn(payload, signal), dialect, firstLine), firstLine, limits),
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
          const records = recordsOf(await textIn(payload, signal), dialect, firstLine)
          return { shape: 'rows', columns: kinds.columns, rows: kinds.rows(records, limits) }
        },
        excerpt,
      }
    }
    const layoutOptions = { ...rules, columns: columnsOf(options, site) }
    const last = options.trailer === undefined ? undefined : patternOf(options.trailer, site, ['trailer'])
    const named = layoutOptions.columns.map(({ name }) => name)
    return {
      gives: 'rows',
      ...(header || named.length === 0 ? {} : { columns: named }),
      async decode(payload, limits, signal): Promise<Document> {
        const text = await textIn(payload, signal)
        const trailer = last && trailerOf(last, firstLine)
        const records = recordsOf(trailer ? trailer.before(text) : text, dialect, firstLine)
        const source = records[Symbol.asyncIterator]()
        try {
          const first = header ? await source.next() : undefined
          const batch = first?.value ?? []
          if (header && batch[0] === undefined)
            throw feedError('DECODE_HEADER', { problem: 'there is none' }, { place: placeText(firstLine) })
          const layout = layoutOf(batch[0], layoutOptions)
          const rows = inBatches(rowsOf(batch.slice(1), source, layout, trailer, limits))
          return { shape: 'rows', columns: layout.names, rows }
        } catch (thrown) {
          await source.return?.()
          throw thrown
        }
      },
      excerpt,
    }
  },
})

async function* rowsOf(
  first: readonly CsvRecord[],
  source: AsyncIterator<readonly CsvRecord[]>,
  layout: Layout,
  trailer: Trailer | undefined,
  limits: DecodeLimits,
): AsyncIterable<Iterable<Row>> {
  let count = 0
  function* rows(records: readonly CsvRecord[]): Iterable<Row> {
    for (const record of records) {
      const place = placeText(record.line)
      if (++count > limits.rows) throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
      yield { value: layout.row(record), place }
    }
  }
  try {
    yield rows(first)
    for (let next = await source.next(); !next.done; next = await source.next()) yield rows(next.value)
    if (trailer) yield [trailer.row(count)]
  } finally {
    await source.return?.()
  }
}
