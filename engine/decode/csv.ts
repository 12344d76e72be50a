import { component } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import type { Document, Row, Rows } from '../model/row.ts'
import { contentOf } from './content.ts'
import { columnsOf, patternOf } from './csv/columns.ts'
import { excerptOf } from './csv/excerpt.ts'
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
 * but a header has columns and no rows.
 */
export const csv = component({
  type: 'csv',
  summary: 'Delimited text: one row a line, with columns that a header or the spec names.',
  options: CsvOptions,
  create: (options, site): Decoder => {
    const { delimiter = ',', quote = '"', encoding = 'utf-8', header = true, skip_lines = 0 } = options
    const dialect = { delimiter, quoted: quote === '"' }
    const layoutOptions = {
      columns: columnsOf(options, site),
      ragged: options.ragged ?? 'error',
      trimmed: options.trim === 'values',
      trailing: options.trailing_delimiter ?? false,
    }
    const last = options.trailer === undefined ? undefined : patternOf(options.trailer, site, ['trailer'])
    const firstLine = skip_lines + 1

    return {
      gives: 'rows',
      async decode(payload, limits, signal): Promise<Document> {
        const body = await contentOf(payload.body, 'csv', signal)
        const text = skipLines(textOf(body, encoding, signal), skip_lines)
        const trailer = last && trailerOf(last, firstLine)
        const records = recordsOf(trailer ? trailer.before(text) : text, dialect, firstLine)
        const source = records[Symbol.asyncIterator]()
        try {
          const first = header ? await source.next() : undefined
          const batch = first?.value ?? []
          if (header && batch[0] === undefined)
            throw feedError('DECODE_HEADER', { problem: 'there is none' }, { place: placeText(firstLine) })
          const layout = layoutOf(batch[0], layoutOptions)
          const rows = rowsOf(batch.slice(1), source, layout, trailer, limits)
          return { shape: 'rows', columns: layout.names, rows }
        } catch (thrown) {
          await source.return?.()
          throw thrown
        }
      },
      excerpt: (body, place) => excerptOf(body, place, encoding, dialect.quoted),
    }
  },
})

async function* rowsOf(
  first: readonly CsvRecord[],
  source: AsyncIterator<readonly CsvRecord[]>,
  layout: Layout,
  trailer: Trailer | undefined,
  limits: DecodeLimits,
): Rows {
  let count = 0
  let batch: Row[] = []
  try {
    let records: readonly CsvRecord[] | undefined = first
    while (records !== undefined) {
      for (const record of records) {
        const place = placeText(record.line)
        if (++count > limits.rows) throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
        batch.push({ value: layout.row(record), place })
      }
      if (batch.length >= 1000) {
        yield batch
        batch = []
      }
      const next = await source.next()
      records = next.done ? undefined : next.value
    }
    if (trailer) batch.push(trailer.row(count))
    if (batch.length > 0) yield batch
  } finally {
    await source.return?.()
  }
}
