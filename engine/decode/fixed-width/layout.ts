import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { type BorderRules, type BorderTrouble, borderTrouble } from '../../flow/column-borders.ts'
import { type charactersOf, cross, type FixedColumn, type Span, spanOf } from '../../flow/fixed-columns.ts'
import type { Regex } from '../../flow/regex.ts'
import type { JsonObject } from '../../model/json.ts'
import { patternOf } from '../csv/columns.ts'
import { placeOf, placeText } from '../lines.ts'
import { recordOf } from '../record.ts'
import type { FixedColumns } from './options.ts'

/** The values that are carried down to blanks, by the layout and the name of the column. */
export type Above = Map<FixedLayout, Map<string, string>>

/** How lines of one kind become rows. */
export interface FixedLayout {
  readonly names: readonly string[]
  /** DECODE_COLUMN_CONTENT, where a value does not look as it should; DECODE_COLUMN_CUT and DECODE_GAP. */
  row(line: ReturnType<typeof charactersOf>, place: string, above: Above): JsonObject
}

export interface LayoutRules extends BorderRules {
  readonly trimmed: boolean
  /** What is read of the line beside the columns. */
  readonly known: readonly Span[]
  /** What a line of the kind looks like: what it matches to the left of all columns has been read, too. */
  readonly looks?: Regex | undefined
}

/** The layout of these columns; what is wrong with them is reported to the site. */
export function fixedLayout(
  columns: FixedColumns,
  { trimmed, known, looks, ...rules }: LayoutRules,
  path: Path,
  site: Site,
): FixedLayout {
  const cuts: {
    readonly name: string
    readonly span: Span
    readonly pattern: Regex | undefined
    readonly carry: boolean
  }[] = []
  for (const [name, column] of Object.entries(columns)) {
    const span = spanAt(column, [...path, name], site)
    if (span === undefined) continue
    const other = cuts.find((cut) => cross(cut.span, span))
    if (other !== undefined)
      report(site, `The columns "${other.name}" and "${name}" share a part`, 'Correct from, length or to.', [
        ...path,
        name,
      ])
    const pattern =
      column.matches === undefined ? undefined : patternOf(column.matches, site, [...path, name, 'matches'])
    cuts.push({ name, span, pattern, carry: column.carry ?? false })
  }
  const names = cuts.map(({ name }) => name)
  const build = recordOf(names)
  const first = Math.min(...cuts.map(({ span }) => span.start))
  const labelIn = (line: ReturnType<typeof charactersOf>): readonly Span[] => {
    const match = looks?.match(line.slice({ start: 0, end: undefined }))
    return match === undefined ? [] : [{ start: match.start, end: Math.min(match.end, first) }]
  }
  const layout: FixedLayout = {
    names,
    row(line, place, above) {
      const trouble = borderTrouble(line, cuts, [...known, ...labelIn(line)], {
        ...rules,
        borders: rules.borders ?? 'filled',
      })
      if (trouble !== undefined) throw borderError(trouble, place)
      const values = above.get(layout) ?? new Map<string, string>()
      above.set(layout, values)
      return build(
        cuts.map(({ name, span, pattern, carry }) => {
          const own = trimmed ? line.slice(span).trim() : line.slice(span)
          const value = carry && own.trim() === '' ? (values.get(name) ?? own) : own
          if (carry) values.set(name, value)
          if (pattern === undefined || pattern.test(value)) return value
          const details = { column: name, value: value.slice(0, 100), pattern: pattern.source }
          throw feedError('DECODE_COLUMN_CONTENT', details, { place })
        }),
      )
    },
  }
  return layout
}

function borderError({ cut, text, from, to }: BorderTrouble, place: string): Error {
  const at = { place: placeText(placeOf(place)?.line ?? 1, from) }
  const shown = text.slice(0, 100)
  return cut === undefined
    ? feedError('DECODE_GAP', { text: shown, from, to }, at)
    : feedError('DECODE_COLUMN_CUT', { column: cut.name, text: shown, after: to }, at)
}

/** The span of a column. Undefined: it has none, and the site knows. */
export function spanAt(column: FixedColumn, path: Path, site: Site): Span | undefined {
  const span = spanOf(column)
  if (typeof span !== 'string') return span
  report(site, span, 'Give from and one of them, or from alone.', path)
  return undefined
}

/** Reports what is wrong with an option. */
export const report = (site: Site, problem: string, hint: string, path: Path): void =>
  site.report(feedError('DECODE_OPTION', { problem, hint }, { at: site.position(path) }))
