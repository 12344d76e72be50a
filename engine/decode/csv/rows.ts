import { feedError } from '../../errors/feed-error.ts'
import type { Row } from '../../model/row.ts'
import { placeText } from '../lines.ts'
import type { TakeRecord } from './cutter.ts'
import { type Layout, type LayoutOptions, layoutOf } from './layout.ts'
import type { Dialect } from './quoted-record.ts'
import { cutting } from './records.ts'
import type { Trailer } from './trailer.ts'

export interface RowsOptions {
  readonly header: boolean
  readonly layout: LayoutOptions
  /** More rows than these are DECODE_TOO_MANY_ROWS. */
  readonly most: number
  /** What its `before` gives is the text. */
  readonly trailer: Trailer | undefined
}

/** The rows of a text, once its columns were asked for. */
export interface RowsRead {
  /** Reads up to the header, if there is one. DECODE_HEADER, DECODE_COLUMN_MISSING. */
  columns(): Promise<readonly string[]>
  /** Those of each piece of the text together. */
  readonly rows: AsyncIterable<readonly Row[]>
}

/** Records as rows, each an object made as it is cut. */
export function rowsIn(
  text: AsyncIterable<string>,
  dialect: Dialect,
  firstLine: number,
  { header, layout: options, most, trailer }: RowsOptions,
): RowsRead {
  let layout: Layout | undefined = header ? undefined : layoutOf(undefined, options)
  let rows: Row[] = []
  let count = 0
  const take: TakeRecord = (fields, found, line) => {
    if (layout === undefined) {
      layout = layoutOf({ fields: fields.slice(0, found), line }, options)
      return
    }
    const place = placeText(line)
    if (++count > most) throw feedError('DECODE_TOO_MANY_ROWS', { limit: most }, { place })
    rows.push({ value: layout.row(fields, found, line), place })
  }
  async function* read(): AsyncGenerator<readonly Row[], void, undefined> {
    let began = !header
    for await (const failed of cutting(text, dialect, firstLine, take)) {
      const ready = rows
      rows = []
      // The header alone is something to hand out: whoever waits for it has not asked for rows.
      if (ready.length > 0 || (!began && layout !== undefined)) yield ready
      began = layout !== undefined
      if (failed) throw failed.thrown
    }
    if (trailer) yield [trailer.row(count)]
  }
  const source = read()
  let first: readonly Row[] = []
  async function* all(): AsyncIterable<readonly Row[]> {
    try {
      yield first
      yield* source
    } finally {
      await source.return()
    }
  }
  return {
    async columns() {
      if (header) first = (await source.next()).value ?? []
      if (layout === undefined)
        throw feedError('DECODE_HEADER', { problem: 'there is none' }, { place: placeText(firstLine) })
      return layout.names
    },
    rows: all(),
  }
}
