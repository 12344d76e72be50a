import { feedError } from '../../errors/feed-error.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Row } from '../../model/row.ts'
import { checkBorders } from './borders.ts'
import { carrying } from './carried.ts'
import { assertCovered } from './covered.ts'
import type { Entry } from './legend.ts'
import { rowName } from './names.ts'
import type { LinesOptions } from './options.ts'
import type { SeenLine } from './pages.ts'
import type { Pattern } from './patterns.ts'
import { sumsFor } from './sums.ts'
import { cellsIn, matchesIn, type Values, valuesOf } from './values.ts'

/** Reads lines one after the other and gives rows. Its errors are SELECT_*, with the place of the line. */
export interface Reader {
  read(line: SeenLine): readonly Row[]
  /** What was still open when the text ended. */
  end(): readonly Row[]
}

interface Pending {
  /** What the row is called. */
  readonly row: string
  readonly pattern: Pattern
  readonly values: Values
  readonly cells: readonly Values[]
  readonly place: string
  /** The headings above it, and the columns of its figures, as they were when it came. */
  readonly headings: JsonObject
  readonly columns: readonly Entry[]
}
/** A heading whose last line has not come. */
interface Open {
  readonly pattern: Pattern
  readonly place: string
  readonly values: Values
  lines: number
}

/** A reader at the beginning of a text. */
export function readerOf(patterns: readonly Pattern[], options: LinesOptions): Reader {
  const sums = sumsFor(patterns)
  const carried = carrying((heading) => sums.begin(heading))
  let pending: Pending | undefined
  let open: Open | undefined
  /** What the line before was; blank ones are nothing. */
  let above = ''
  let isOver = false
  const patternOf = (text: string): Pattern | undefined =>
    patterns.find(
      ({ regex, options: { after } }) => (after === undefined || after.includes(above)) && regex.test(text),
    )

  const given = (): readonly Row[] => {
    if (pending === undefined) return []
    const { row, pattern, values, cells, place, headings, columns } = pending
    pending = undefined
    sums.add(row, { values, cells, columns, place })
    const base = { [rowName]: row, ...headings, ...values }
    const { legend, as } = pattern.cells?.options ?? {}
    if (legend === undefined) return [{ value: base, place }]
    if (as !== 'object')
      return columns.map((entry, at) => ({ value: { ...base, [legend]: entry, ...cells[at] }, place }))
    const object = columns.map((entry, at) => [entry['name'] ?? '', cells[at]?.['value'] ?? ''] as const)
    const twice = object.find(([name], at) => object.findIndex(([other]) => other === name) < at)
    if (twice !== undefined)
      throw feedError('SELECT_LEGEND', { legend, problem: `two columns are called "${twice[0]}"` }, { place })
    return [{ value: { ...base, [legend]: Object.fromEntries(object) }, place }]
  }

  const columnsOf = (
    { name: row, cells: how }: Pattern,
    cells: readonly Values[],
    place: string,
  ): readonly Entry[] => {
    const legend = how?.options.legend
    if (legend === undefined) return []
    const columns = carried.legend(legend).columns(place)
    if (columns.length === cells.length) return columns
    throw feedError('SELECT_CELLS', { row, expected: columns.length, found: cells.length, legend }, { place })
  }

  const pendingOf = (
    row: string,
    pattern: Pattern,
    values: Values,
    cells: readonly Values[],
    place: string,
  ): Pending => {
    const columns = columnsOf(pattern, cells, place)
    return { row, pattern, values, cells, place, headings: carried.headings(), columns }
  }

  const goOn = (heading: Open, { text, place }: SeenLine): boolean => {
    const { pattern, values } = heading
    const last = pattern.through?.match(text)
    if (last !== undefined) {
      carried.begin(pattern, { ...values, ...trimmed(last.groups) })
      open = undefined
      return true
    }
    if (pattern.before?.test(text) === true) {
      carried.begin(pattern, values)
      open = undefined
      return false
    }
    // The page may have ended in the middle of it.
    if (patternOf(text)?.kind === 'skip') return true
    const more = pattern.regex.match(text)
    if (more === undefined || ++heading.lines > (pattern.options.lines ?? 3))
      throw feedError(
        'SELECT_HEADING_OPEN',
        { heading: pattern.name, began: heading.place, line: short(text) },
        { place },
      )
    for (const [name, value] of Object.entries(valuesOf(pattern, text, more)))
      values[name] = joined(values[name], value)
    return true
  }

  const take = (pattern: Pattern, line: SeenLine): readonly Row[] => {
    const { text, place } = line
    checkBorders(pattern, line)
    const matches = matchesIn(pattern, text)
    if (pattern.options.repeated === true && pattern.options.gaps !== 'skip')
      assertCovered(pattern.name, text, matches, place)
    const all = matches.map((match) => valuesOf(pattern, text, match))
    const values = all[0] ?? {}
    const cells = pattern.cells && matches[0] ? cellsIn(pattern.cells, text, matches[0]) : []
    if (pattern.kind === 'continue') {
      if (pending?.row !== pattern.name)
        throw feedError('SELECT_CONTINUED', { row: pattern.name, line: short(text) }, { place })
      for (const [name, value] of Object.entries(values))
        pending.values[name] = joined(pending.values[name], value)
      return []
    }
    const before = [...given()]
    switch (pattern.kind) {
      case 'row':
        for (const one of all) {
          before.push(...given())
          const { heading } = pattern.options
          if (heading !== undefined) carried.begin({ ...pattern, name: heading }, one)
          pending = pendingOf(pattern.name, pattern, one, cells, place)
        }
        break
      case 'heading':
        if (pattern.through === undefined && pattern.before === undefined) carried.begin(pattern, values)
        else open = { pattern, place, values: { ...values }, lines: 1 }
        break
      case 'legend':
        if (pattern.cells !== undefined) carried.legend(pattern.name).describe(pattern, cells)
        else
          for (const entry of carried.legend(pattern.name).define(all, place))
            if (pattern.options.rows === true)
              before.push({ value: { [rowName]: pattern.name, ...carried.headings(), ...entry }, place })
        break
      case 'order':
        carried.legend(pattern.name).order((values['keys'] ?? '').split(/\s+/), place)
        break
      case 'total':
        sums.check(pattern, { values, cells, columns: columnsOf(pattern, cells, place), place })
        if (pattern.options.row !== undefined)
          pending = pendingOf(pattern.options.row, pattern, values, cells, place)
        break
      case 'end':
        isOver = true
        break
      case 'skip':
        break
    }
    return before
  }

  return {
    read(line) {
      if (line.first) carried.reset(options.page?.resets ?? [])
      if (line.text === '' || isOver) return []
      if (open !== undefined && goOn(open, line)) return []
      const pattern = patternOf(line.text)
      above =
        pattern === undefined || pattern.kind === 'continue' ? '' : (pattern.options.row ?? pattern.name)
      if (pattern !== undefined) return take(pattern, line)
      if (options.unknown === 'skip') return given()
      throw feedError('SELECT_LINE_UNKNOWN', { line: short(line.text) }, { place: line.place })
    },
    end() {
      if (open === undefined) return given()
      const details = { heading: open.pattern.name, began: open.place, line: 'the end of the text' }
      throw feedError('SELECT_HEADING_OPEN', details, { place: open.place })
    },
  }
}

const joined = (before: string | undefined, more: string): string =>
  before === undefined || before === '' ? more : more === '' ? before : `${before} ${more}`

const trimmed = (groups: Readonly<Record<string, string>>): Values =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, value.trim()]))

const short = (line: string): string => {
  const text = line.trim()
  return text.length <= 100 ? text : `${text.slice(0, 100)}…`
}
