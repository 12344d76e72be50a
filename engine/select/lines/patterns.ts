import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { cross, type FixedColumn, type Span, spanOf } from '../../flow/fixed-columns.ts'
import { type Regex, regexOf } from '../../flow/regex.ts'
import type { CellsOptions, LinePattern, LinesOptions } from './options.ts'

export const kinds = ['skip', 'end', 'heading', 'row', 'continue', 'legend', 'order', 'total'] as const
export type Kind = (typeof kinds)[number]

/** What a line may be at once, in the order of kinds, and what it is then above all. */
const pairs: Readonly<Record<string, Kind>> = { 'heading row': 'row', 'row total': 'total' }

/** Values by position, cut out of a line. */
export type Cuts = readonly (readonly [name: string, span: Span])[]

export interface Cells {
  readonly options: CellsOptions
  readonly between: Regex | undefined
  readonly cuts: Cuts
}

/** One pattern of a spec, ready to be tried. */
export interface Pattern {
  readonly kind: Kind
  /** What it is called; of "skip" and "end" there is nothing to call. */
  readonly name: string
  readonly regex: Regex
  readonly through: Regex | undefined
  readonly before: Regex | undefined
  readonly cuts: Cuts
  readonly cells: Cells | undefined
  readonly options: LinePattern
}

/** The names of values that a line of the pattern says by itself. */
export function ownNames({
  regex,
  cuts,
  cells,
}: Pick<Pattern, 'regex' | 'cuts' | 'cells'>): readonly string[] {
  return [...regex.groups.filter((group) => group !== cells?.options.in), ...cuts.map(([name]) => name)]
}

/** The names of the values of its cells. */
export function cellNames({ cells }: Pick<Pattern, 'cells'>): readonly string[] {
  if (cells === undefined) return []
  return cells.cuts.length === 0 ? ['value'] : cells.cuts.map(([name]) => name)
}

/** Compiles the patterns; what is wrong with them is reported to the site. */
export function patternsOf({ patterns }: LinesOptions, site: Site): readonly Pattern[] {
  return patterns.flatMap((options, at) => patternOf(options, ['patterns', at], site) ?? [])
}

function patternOf(options: LinePattern, path: Path, site: Site): Pattern | undefined {
  const wrong = wrongTo(site)
  const given = kinds.filter((kind) => options[kind] !== undefined)
  const kind = given.length < 2 ? given[0] : pairs[given.join(' ')]
  if (kind === undefined) {
    const problem =
      given.length === 0
        ? 'A pattern says not what its lines are'
        : `A pattern is both ${given.join(' and ')}`
    wrong(problem, `Give it one of ${kinds.join(', ')}; the first pattern that matches a line counts.`, path)
    return undefined
  }
  const bare = kind === 'skip' || kind === 'end'
  const source = bare ? options[kind] : options.matches
  if (source === undefined || (bare && options.matches !== undefined)) {
    wrong(
      'A pattern does not say how its lines look',
      'Give it matches, a regular expression; skip and end are such themselves.',
      path,
    )
    return undefined
  }
  for (const key of ['through', 'before', 'lines'] as const)
    if (options[key] !== undefined && kind !== 'heading')
      wrong(`A ${kind} has no ${key}`, 'Only a heading has.', [...path, key])
  for (const key of ['resets', 'again', 'numbered'] as const)
    if (options[key] !== undefined && options.heading === undefined)
      wrong(`A ${kind} has no ${key}`, 'Only a heading has.', [...path, key])
  if (options.rows !== undefined && kind !== 'legend')
    wrong(`A ${kind} has no rows`, 'Only a legend has. Let a total be a row as well: give it row, a name.', [
      ...path,
      'rows',
    ])
  const regex = regexAt(source, [...path, bare ? kind : 'matches'], site)
  const through = regexAt(options.through, [...path, 'through'], site)
  const before = regexAt(options.before, [...path, 'before'], site)
  const cells = options.cells && cellsOf(options.cells, kind, regex, [...path, 'cells'], site)
  if (regex === undefined) return undefined
  const cuts = cutsOf(options.columns, [...path, 'columns'], site)
  const values = [...regex.groups, ...(through?.groups ?? []), ...cuts.map(([name]) => name)]
  if (!bare && values.length === 0 && cells === undefined)
    wrong(`A ${kind} has no values`, 'Name groups of its expression: (?<name>…), or give it columns.', path)
  return {
    kind,
    name: bare ? '' : (options[kind] ?? ''),
    regex,
    through,
    before,
    cuts,
    cells,
    options,
  }
}

function cellsOf(
  options: CellsOptions,
  kind: Kind,
  regex: Regex | undefined,
  path: Path,
  site: Site,
): Cells | undefined {
  const wrong = wrongTo(site)
  const byPlace = options.from !== undefined && options.length !== undefined
  if (
    (options.in === undefined) !== byPlace ||
    (options.from === undefined) !== (options.length === undefined)
  )
    wrong('Cells are cut by from and length, or split in a group', 'Give one of both.', path)
  if (options.in !== undefined && regex !== undefined && !regex.groups.includes(options.in))
    wrong(`The expression has no group "${options.in}"`, 'Name the group that holds the figures.', [
      ...path,
      'in',
    ])
  if (kind !== 'row' && kind !== 'total' && kind !== 'legend')
    wrong(`A ${kind} has no cells`, 'Rows, totals and legends have.', path)
  if (kind !== 'legend' && options.legend === undefined)
    wrong('Nothing says what the cells stand for', 'Name a legend.', path)
  if (options.as === 'object' && options.columns !== undefined)
    wrong('Cells of several columns can not be values of one object', 'Leave out as: a row for each cell.', [
      ...path,
      'as',
    ])
  const between = regexAt(options.at ?? '[ ]+', [...path, 'at'], site)
  const cuts = cutsOf(options.columns, [...path, 'columns'], site)
  return { options, between, cuts }
}

function cutsOf(columns: Readonly<Record<string, FixedColumn>> = {}, path: Path, site: Site): Cuts {
  const wrong = wrongTo(site)
  const cuts: (readonly [string, Span])[] = []
  for (const [name, column] of Object.entries(columns)) {
    const span = spanOf(column)
    if (typeof span === 'string') {
      wrong(span, 'Give from and one of them, or from alone.', [...path, name])
      continue
    }
    const other = cuts.find(([, taken]) => cross(taken, span))
    if (other !== undefined)
      wrong(`The columns "${other[0]}" and "${name}" share a part`, 'Correct from, length or to.', [
        ...path,
        name,
      ])
    cuts.push([name, span])
  }
  return cuts
}

function regexAt(source: string | undefined, path: Path, site: Site): Regex | undefined {
  if (source === undefined) return undefined
  const regex = regexOf(source)
  if (!('problem' in regex)) return regex
  const remedy = 'Mend it. In YAML a backslash stays one in single quotes, not in double ones.'
  wrongTo(site)(`"${source}" is no regular expression: ${regex.problem}`, remedy, path)
  return undefined
}

/** Reports what is wrong with an option. */
export const wrongTo =
  (site: Site) =>
  (problem: string, remedy: string, path: Path): void =>
    site.report(feedError('SELECT_LINES_OPTION', { problem, remedy }, { at: site.position(path) }))
