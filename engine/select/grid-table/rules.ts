import type { Path } from '../../component.ts'
import type { Regex } from '../../flow/regex.ts'
import { indexOf } from './letters.ts'
import type { RowRule, TableOptions } from './options.ts'
import type { Problems } from './problems.ts'

const rowKinds = ['heading', 'header', 'total', 'skip', 'row', 'count', 'skip_below', 'end'] as const
const sheetKinds = ['read', 'skip'] as const
const columnKinds = ['skip', 'total', 'unnamed'] as const

export interface Rule<Kind extends string> {
  readonly kind: Kind
  readonly pattern: Regex
}
export interface CompiledRow extends Rule<(typeof rowKinds)[number]> {
  /** The column whose cell must match; undefined: the first that is filled. */
  readonly column: number | undefined
  readonly after: 'blank' | 'top' | undefined
  readonly alone: boolean
  /** The names of the sheets where it holds; undefined: all. */
  readonly sheets: Regex | undefined
  /** Of a heading: right below its like it goes on with it. */
  readonly goesOn: boolean
  /** Of a header: what headings say holds on below it, whatever its columns are. */
  readonly continues: boolean
}
export interface CompiledSheets extends Rule<(typeof sheetKinds)[number]> {
  /** Whether there may be no sheet for it. */
  readonly optional: boolean
}

/** Rules of a spec, compiled; those with a problem are left out, and the site knows. */
export interface Rules {
  readonly sheets: readonly CompiledSheets[]
  readonly rows: readonly CompiledRow[]
  readonly columns: readonly Rule<(typeof columnKinds)[number]>[]
}

export function rulesOf(options: TableOptions, problems: Problems): Rules {
  const sheets = (options.sheets ?? []).flatMap((rule, at) => {
    const compiled = one(rule, sheetKinds, ['sheets', at], problems)
    if (compiled === undefined) return []
    problems.names(compiled.pattern.groups, 'headings', ['sheets', at])
    if (compiled.kind === 'skip' && rule.optional !== undefined)
      problems.contradiction(
        'Sheets that are left out may be missing anyway',
        'Take optional out; it is for sheets to read.',
        ['sheets', at, 'optional'],
      )
    return { ...compiled, optional: rule.optional ?? false }
  })
  const columns = (options.columns ?? []).flatMap(
    (rule, at) => one(rule, columnKinds, ['columns', at], problems) ?? [],
  )
  const rows = (options.rows ?? []).flatMap((rule, at) => rowRule(rule, ['rows', at], problems) ?? [])
  return { sheets, columns, rows }
}

function one<Kind extends string>(
  rule: Readonly<Partial<Record<Kind, string>>>,
  kinds: readonly Kind[],
  path: Path,
  problems: Problems,
): Rule<Kind> | undefined {
  const said = kinds.filter((kind) => rule[kind] !== undefined)
  const [kind] = said
  if (kind === undefined || said.length > 1) {
    const problem = `A rule is of one kind, and this one is of ${said.length === 0 ? 'none' : said.join(' and ')}`
    problems.contradiction(problem, `Write one rule for each of: ${kinds.join(', ')}.`, path)
    return undefined
  }
  const pattern = problems.pattern(rule[kind], [...path, kind])
  return pattern && { kind, pattern }
}

function rowRule(rule: RowRule, path: Path, problems: Problems): CompiledRow | undefined {
  const compiled = one(rule, rowKinds, path, problems)
  if (compiled === undefined) return undefined
  const { kind, pattern } = compiled
  if (kind === 'heading') {
    if (pattern.groups.length === 0)
      problems.contradiction(
        'A heading without a named group says nothing of the rows below',
        'Name what it says, as in (?<contest>.+), or call it skip.',
        [...path, kind],
      )
    problems.names(pattern.groups, 'headings', [...path, kind])
  }
  if (kind === 'count' && !pattern.groups.includes('records'))
    problems.contradiction(
      'A count needs the group "records"',
      'Write it around the number: (?<records>\\d+).',
      [...path, kind],
    )
  if (kind === 'heading' && rule.after === undefined && rule.alone === undefined && takesAnything(pattern))
    problems.contradiction(
      'This heading is whatever stands alone in its row, also a title that has moved and a row without figures',
      'Say how it looks, or where it stands (after: blank). If it is so, write alone: true.',
      [...path, kind],
    )
  if (kind !== 'heading' && rule.goes_on !== undefined)
    problems.contradiction('Only a heading goes on', 'Say it at the rule of the heading.', [
      ...path,
      'goes_on',
    ])
  if (kind !== 'header' && rule.continues !== undefined)
    problems.contradiction('Only a header continues', 'Say it at the rule of the header.', [
      ...path,
      'continues',
    ])
  return {
    kind,
    pattern,
    sheets: problems.pattern(rule.sheets, [...path, 'sheets']),
    goesOn: rule.goes_on ?? false,
    continues: rule.continues ?? false,
    column: rule.column === undefined ? undefined : indexOf(rule.column),
    after: rule.after,
    alone: rule.alone ?? kind === 'heading',
  }
}

/** Texts that have nothing in common. */
const anything = ['P7', '0', 'Total', '§', 'a note (see below)']
const takesAnything = (pattern: Regex): boolean => anything.every((text) => pattern.test(text))
