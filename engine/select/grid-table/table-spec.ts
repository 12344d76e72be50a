import type { Site } from '../../component.ts'
import type { Regex } from '../../flow/regex.ts'
import { type KeyColumn, keysOf } from './keys.ts'
import { indexOf } from './letters.ts'
import type { TableOptions } from './options.ts'
import { type Problems, problemsTo } from './problems.ts'
import { type Rules, rulesOf } from './rules.ts'

/** What a spec says of the tables of a grid, checked and compiled. */
export interface TableSpec extends Rules {
  readonly hidden: 'error' | 'read' | 'skip'
  /** The first and the last column that are read. */
  readonly area: { readonly left: number; readonly right: number } | undefined
  readonly keys: readonly KeyColumn[]
  /** Names of the rows of the header. Undefined: a row of the sheet is a row. */
  readonly levels: readonly string[] | undefined
  readonly header: {
    readonly rows: number
    /** The rows in which a blank cell takes the text to its left. */
    readonly fill: ReadonlySet<number>
    readonly numbered: boolean
    /** The last column below the same texts: what comes then under these is another group. */
    readonly groupEnds: Regex | undefined
    readonly read: readonly { readonly field: string; readonly column: number }[]
  }
  /** Whether rows say of which kind they are, since some are totals. */
  readonly kinds: boolean
}

export function tableSpec(options: TableOptions, site: Site): TableSpec {
  const problems = problemsTo(site)
  const { unpivot: levels, header = {} } = options
  const rows = header.rows ?? levels?.length ?? 1
  if (levels !== undefined && rows !== levels.length)
    problems.contradiction(
      `The header has ${rows} rows, of which unpivot names ${levels.length}`,
      'Give each row of the header a name in unpivot, and leave out header.rows.',
      ['unpivot'],
    )
  const groupEnds = problems.pattern(header.group_ends, ['header', 'group_ends'])
  if (header.group_ends !== undefined && (levels?.length ?? 0) < 2)
    problems.contradiction(
      'A group of columns is what stands below one text, and no row of the header stands above another',
      'Name both rows in unpivot: [contest, choice].',
      ['header', 'group_ends'],
    )
  const rules = rulesOf(options, problems)
  const keys = keysOf(options, rows, problems)
  const read = Object.entries(header.read ?? {}).map(([field, letter]) => ({
    field,
    column: indexOf(letter),
  }))
  // What a cell of the header says, a heading further down may say anew.
  problems.names(
    read.map(({ field }) => field),
    'headings',
    ['header', 'read'],
  )
  for (const [at, level] of (levels ?? []).entries())
    problems.names([level], `unpivot ${at + 1}`, ['unpivot', at])
  const kinds = [...rules.rows, ...rules.columns].some(({ kind }) => kind === 'total')
  if (levels !== undefined) problems.names(['value'], 'the cell, "value"', ['unpivot'])
  if (kinds) problems.names(['kind'], 'the rules about totals, "kind"', ['rows'])
  const totals = rules.columns.findIndex(({ kind }) => kind === 'total')
  if (totals !== -1 && levels === undefined)
    problems.contradiction(
      'Only with unpivot does a column have rows of its own, which could be totals',
      'Take the rule out: the column is a value of each row.',
      ['columns', totals],
    )
  const ruled = rules.rows.some(({ kind }) => kind === 'header')
  if (rows === 0 && (ruled || levels !== undefined || read.length > 0))
    problems.contradiction('Without a header nothing can be read of it', 'Say how many rows it has.', [
      'header',
    ])
  return {
    ...rules,
    keys,
    levels,
    kinds,
    hidden: options.hidden ?? 'error',
    area: areaOf(options, problems),
    header: {
      rows,
      fill: filledRows(header.fill ?? false, rows, levels, problems),
      numbered: header.repeats === 'number',
      groupEnds,
      read,
    },
  }
}

/** Never the last: blank there, a column has no name. */
function filledRows(
  fill: boolean | readonly string[],
  rows: number,
  levels: readonly string[] | undefined,
  problems: Problems,
): ReadonlySet<number> {
  const upper = (levels ?? []).slice(0, -1)
  if (typeof fill === 'boolean')
    return new Set(fill ? Array.from({ length: Math.max(0, rows - 1) }, (_, row) => row) : [])
  const wrong = fill.filter((name) => !upper.includes(name))
  if (wrong.length > 0)
    problems.contradiction(
      `Of the rows that unpivot names, "${wrong[0]}" is none above the last`,
      upper.length === 0 ? 'Name the rows of the header in unpivot.' : `Write some of: ${upper.join(', ')}.`,
      ['header', 'fill'],
    )
  return new Set(fill.map((name) => upper.indexOf(name)))
}

function areaOf({ area }: TableOptions, problems: Problems): TableSpec['area'] {
  if (area === undefined) return undefined
  const [left = 0, right = 0] = area.split(':').map(indexOf)
  if (left > right)
    problems.contradiction(`The area ${area} ends before it begins`, 'Write the left column first.', ['area'])
  return { left, right }
}

/** The names that rows may have. Undefined: headers name some. */
export function columnsOf(spec: TableSpec): readonly string[] | undefined {
  if (spec.levels === undefined && spec.header.rows > 0) return undefined
  const headings = spec.rows.flatMap(({ kind, pattern }) => (kind === 'heading' ? pattern.groups : []))
  return [
    ...new Set([
      ...spec.sheets.flatMap(({ pattern }) => pattern.groups),
      ...headings,
      ...spec.header.read.map(({ field }) => field),
      ...spec.keys.map(({ field }) => field),
      ...(spec.levels ?? []),
      ...(spec.levels === undefined ? [] : ['value']),
      ...(spec.kinds ? ['kind'] : []),
    ]),
  ]
}
