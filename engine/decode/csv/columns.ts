import type { Path, Site } from '../../component.ts'
import { feedError } from '../../errors/feed-error.ts'
import { type Regex, regexOf } from '../../flow/regex.ts'
import type { Column } from './layout.ts'
import type { CsvOptions } from './options.ts'

/** The columns that a spec names; what is wrong with them is reported to the site. */
export function columnsOf({ columns = [], header = true }: CsvOptions, site: Site): readonly Column[] {
  const report = (problem: string, hint: string, path: Path): void =>
    site.report(feedError('DECODE_OPTION', { problem, hint }, { at: site.position(path) }))
  if (!header && columns.length === 0)
    report('Without a header the columns have no names', 'Name them all in "columns", in order.', ['header'])
  return namedColumns(columns, ['columns'], site)
}

/** Columns by their names, each once. */
export function namedColumns(
  columns: NonNullable<CsvOptions['columns']>,
  path: Path,
  site: Site,
): readonly Column[] {
  const report = (problem: string, hint: string, at: Path): void =>
    site.report(feedError('DECODE_OPTION', { problem, hint }, { at: site.position(at) }))
  const seen = new Set<string>()
  return columns.map((column, at) => {
    const name = typeof column === 'string' ? column : column.name
    const matches = typeof column === 'string' ? undefined : column.matches
    if (seen.has(name))
      report(`The column "${name}" is named twice`, 'Give every column a name of its own.', [...path, at])
    seen.add(name)
    const pattern = matches === undefined ? undefined : patternOf(matches, site, [...path, at, 'matches'])
    return { name, pattern }
  })
}

/** A regular expression of the spec. Undefined: it is none, and the site knows. */
export function patternOf(source: string, site: Site, path: Path): Regex | undefined {
  const regex = regexOf(source)
  if (!('problem' in regex)) return regex
  const problem = `"${source}" is no regular expression: ${regex.problem}`
  const hint = 'Mend it. In YAML a backslash stays one in single quotes, not in double ones.'
  site.report(feedError('DECODE_OPTION', { problem, hint }, { at: site.position(path) }))
  return undefined
}
