import { component, type Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { charactersOf } from '../flow/fixed-columns.ts'
import type { Json } from '../model/json.ts'
import type { Row, TextEnd } from '../model/row.ts'
import type { RowValues } from '../model/row-values.ts'
import { inBatches } from './batches.ts'
import { contentOf } from './content.ts'
import { patternOf } from './csv/columns.ts'
import { linesOf, type NumberedLine } from './cut-lines.ts'
import type { Decoder } from './decoder.ts'
import { ended } from './ended.ts'
import { type Above, fixedLayout, type LayoutRules, report, spanAt } from './fixed-width/layout.ts'
import { FixedWidthOptions } from './fixed-width/options.ts'
import { type KindReader, kindsOf } from './kinds.ts'
import { placeText } from './lines.ts'
import { withEnd } from './raw-ended.ts'
import { rawRowsOf } from './raw-rows-of.ts'
import { lineText } from './text/line-text.ts'
import { lenientText, textOf } from './text.ts'

/**
 * Text of fixed width: one row a line, its columns by position. Positions count characters, not bytes. Blank lines are
 * none. Where a file has records of several kinds, a row has `kind`, and what is carried down under the name of its kind.
 */
export const fixedWidth = component({
  type: 'fixed_width',
  summary: 'Text of fixed width: one row a line, with columns by position, and records of several kinds.',
  options: FixedWidthOptions,
  create: (options, site): Decoder => {
    const { encoding = 'utf-8', skip_lines = 0, length, short = 'error' } = options
    const last =
      options.last_line === undefined ? undefined : patternOf(options.last_line, site, ['last_line'])
    const { columns, values, isCounted, start } = recordsFor(options, site)
    /** Does something else than a line end say that the last line is whole? */
    const isSaid = last !== undefined || isCounted || (length !== undefined && short === 'error')
    if (length === undefined && short === 'error')
      report(
        site,
        'Nothing says how long the lines are',
        'Give length, or short: pad where lines may end early.',
        [],
      )
    const checked = (line: NumberedLine): ReturnType<typeof charactersOf> => {
      const characters = charactersOf(line.text)
      const found = characters.length
      if (length !== undefined && (found > length || (found < length && short === 'error')))
        throw feedError('DECODE_LENGTH', { expected: length, found }, { place: placeText(line.line) })
      return characters
    }
    const raw = rawRowsOf({
      format: 'fixed_width',
      encoding,
      quoted: false,
      skipLines: skip_lines,
      blanks: ' \t\v\f',
      header: false,
      read: () => {
        const reader = start()
        const decode = (line: NumberedLine): Json => {
          // Blanks beyond ASCII: no row, and only who reads lines as text leaves it out.
          if (line.text.trim() === '') throw new Error('a line of blanks')
          return reader(line.text, checked(line), placeText(line.line))?.value ?? null
        }
        return { columns, decode }
      },
    })
    return {
      gives: 'rows',
      columns,
      ...(values === undefined ? {} : { values }),
      async decode(payload, limits, signal) {
        const body = await contentOf(payload.body, 'fixed_width', signal)
        const reader = start()
        const end: TextEnd = {}
        let count = 0
        let place = placeText(1)
        function* rows(lines: readonly NumberedLine[]): Iterable<Row> {
          for (const line of lines) {
            if (line.line <= skip_lines || line.text.trim() === '') continue
            place = placeText(line.line)
            const row = reader(line.text, checked(line), place)
            if (row === undefined) continue
            if (++count > limits.rows)
              throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place })
            yield row
          }
        }
        async function* all(): AsyncIterable<Iterable<Row>> {
          const cut = linesOf(textOf(body, encoding, signal, end))
          for await (const lines of last ? ended(cut, last) : cut) yield rows(lines)
          reader.end(place)
        }
        return { shape: 'rows', columns, rows: inBatches(all()), ...(isSaid ? {} : { end }) }
      },
      ...(isByLine(options) && (isSaid && last === undefined ? raw : withEnd(raw, encoding, last))),
      excerpt: (body, place) => lineText(lenientText(body, encoding), place),
    }
  },
})

/** Does no row depend on another? */
const isByLine = ({ columns, kinds }: FixedWidthOptions): boolean =>
  kinds === undefined && Object.values(columns ?? {}).every((column) => column.carry !== true)

interface RecordReader {
  (text: string, line: ReturnType<typeof charactersOf>, place: string): Row | undefined
  end(place: string): void
}

/** How lines become rows: all by the same columns, or each by those of its kind. */
function recordsFor(
  { columns, kind, kinds, trim = 'values', borders, gaps }: FixedWidthOptions,
  site: Site,
): {
  readonly columns: readonly string[]
  readonly values?: RowValues
  readonly isCounted: boolean
  readonly start: () => RecordReader
} {
  const span = kind && spanAt(kind, ['kind'], site)
  const rules: LayoutRules = {
    trimmed: trim === 'values',
    known: span === undefined ? [] : [span],
    borders,
    gaps,
  }
  if ((columns === undefined) === (kinds === undefined))
    report(site, 'There are columns of all records, or of kinds of them', 'Give columns or kinds.', [
      'columns',
    ])
  if (kinds === undefined) {
    const layout = fixedLayout(columns ?? {}, rules, ['columns'], site)
    const start = (): RecordReader => {
      const above: Above = new Map()
      const read = (_: string, line: ReturnType<typeof charactersOf>, place: string): Row => ({
        value: layout.row(line, place, above),
        place,
      })
      return Object.assign(read, { end: () => undefined })
    }
    return { columns: layout.names, isCounted: false, start }
  }
  const entries = Object.entries(kinds)
  const patterns = entries.flatMap(([name, spec]) => {
    if (spec === 'skip' || spec.matches === undefined) {
      if (kind === undefined)
        report(site, `Nothing tells a record "${name}"`, 'Give kind, or matches of every kind.', [
          'kinds',
          name,
        ])
      return []
    }
    if (kind !== undefined)
      report(site, 'A column tells the kind, and a pattern too', 'Leave out one of both.', [
        'kinds',
        name,
        'matches',
      ])
    const pattern = patternOf(spec.matches, site, ['kinds', name, 'matches'])
    return pattern === undefined ? [] : [{ name, pattern }]
  })
  const looks = (name: string) => patterns.find((one) => one.name === name)?.pattern
  const layouts = new Map(
    entries.map(([name, spec]) => [
      name,
      spec === 'skip'
        ? undefined
        : fixedLayout(
            spec.columns ?? {},
            { ...rules, borders: spec.borders ?? borders, gaps: spec.gaps ?? gaps, looks: looks(name) },
            ['kinds', name, 'columns'],
            site,
          ),
    ]),
  )
  const all = kindsOf(
    Object.fromEntries(
      entries.map(([name, spec]) => [
        name,
        spec === 'skip' ? undefined : { columns: layouts.get(name)?.names ?? [], rules: spec },
      ]),
    ),
    site,
  )
  const start = (): RecordReader => {
    const reader: KindReader = all.start()
    const above: Above = new Map()
    const read = (text: string, line: ReturnType<typeof charactersOf>, place: string): Row | undefined => {
      const name =
        span === undefined
          ? patterns.find(({ pattern }) => pattern.test(text))?.name
          : line.slice(span).trim()
      const spec = kinds[name ?? '']
      // What the rows below are about has changed: they begin anew.
      if (spec !== undefined && spec !== 'skip' && spec.carry === true) {
        const own = layouts.get(name ?? '')
        for (const layout of above.keys()) if (layout !== own) above.delete(layout)
      }
      return reader.take(name ?? text, () => layouts.get(name ?? '')?.row(line, place, above) ?? {}, place)
    }
    return Object.assign(read, { end: (place: string) => reader.end(place) })
  }
  return { columns: all.columns, values: all.values, isCounted: all.isCounted, start }
}
