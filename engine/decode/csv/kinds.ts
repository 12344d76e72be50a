import type { Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import type { Row } from '../../model/row.ts'
import { inBatches } from '../batches.ts'
import type { DecodeLimits } from '../decoder.ts'
import { type Kinds, kindsOf } from '../kinds.ts'
import { placeText } from '../lines.ts'
import { namedColumns } from './columns.ts'
import { type LayoutOptions, layoutOf } from './layout.ts'
import type { CsvOptions } from './options.ts'
import type { CsvRecord } from './records.ts'

/** Records of several kinds, each with columns of its own; a column tells the kind. */
export interface CsvKinds extends Pick<Kinds, 'columns' | 'values' | 'isCounted'> {
  rows(records: AsyncIterable<readonly CsvRecord[]>, limits: DecodeLimits): AsyncIterable<readonly Row[]>
}

/** The kinds of a spec; what is wrong with them is reported to the site. */
export function csvKinds(options: CsvOptions, layout: Omit<LayoutOptions, 'columns'>, site: Site): CsvKinds {
  const report = (problem: string, hint: string): void =>
    site.report(feedError('DECODE_OPTION', { problem, hint }, { at: site.position(['kinds']) }))
  const { kind = 1, kinds = {} } = options
  if (options.kind === undefined)
    report('Nothing tells the kind of a record', 'Say which column does, by its number: kind.')
  if (options.header !== false) report('Records of several kinds have no header', 'Set "header: false".')
  if (options.columns !== undefined || options.trailer !== undefined)
    report(
      'Columns and a trailer are those of kinds here',
      'Move columns under their kind, and let one of them count.',
    )
  const named = Object.entries(kinds).map(([name, spec]) => {
    if (spec === 'skip') return [name, undefined, undefined] as const
    const columns = namedColumns(spec.columns, ['kinds', name, 'columns'], site)
    return [name, layoutOf(undefined, { ...layout, columns }), spec] as const
  })
  const layouts = new Map(named.map(([name, made]) => [name, made]))
  const specs = Object.fromEntries(
    named.map(([name, made, rules]) => [name, made && rules && { columns: made.names, rules }]),
  )
  const all = kindsOf(specs, site)
  return {
    columns: all.columns,
    values: all.values,
    isCounted: all.isCounted,
    rows(records, limits) {
      const reader = all.start()
      let count = 0
      let place = placeText(1)
      function* rowsOf(batch: readonly CsvRecord[]): Iterable<Row> {
        for (const record of batch) {
          place = placeText(record.line)
          const name = (record.fields[kind - 1] ?? '').trim()
          const row = reader.take(
            name,
            () => layouts.get(name)?.row(record.fields, record.fields.length, record.line) ?? {},
            place,
          )
          if (row === undefined) continue
          if (++count > limits.rows)
            throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
          yield row
        }
      }
      async function* pieces(): AsyncIterable<Iterable<Row>> {
        for await (const batch of records) yield rowsOf(batch)
        reader.end(place)
      }
      return inBatches(pieces())
    },
  }
}
