import type { Path, Site } from '../component.ts'
import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { JsonObject } from '../model/json.ts'
import type { Row } from '../model/row.ts'
import type { RowValues } from '../model/row-values.ts'
import type { KindRules } from './kinds/options.ts'

/** Under this name a row says of which kind its record is. */
export const kindName = 'kind'

/** Records of several kinds in one file. Errors are DECODE_KIND and those of trailers. */
export interface Kinds {
  /** All names that rows may have. */
  readonly columns: readonly string[]
  readonly values: RowValues
  /** Whether a record of some kind says how many there are: a file that was cut off lacks it. */
  readonly isCounted: boolean
  start(): KindReader
}
export interface KindReader {
  /** A record of this kind, with its own values. Undefined: it is no row. */
  take(kind: string, values: () => JsonObject, place: string): Row | undefined
  /** Every record has come. */
  end(place: string): void
}

/** By the name of a kind, the columns of its records and what becomes of them; undefined: they are left out. */
export type KindSpecs = Readonly<
  Record<string, { readonly columns: readonly string[]; readonly rules: KindRules } | undefined>
>

/** What the kinds of a spec come to; what is wrong with them is reported to the site. */
export function kindsOf(specs: KindSpecs, site: Site): Kinds {
  const names = Object.keys(specs)
  check(specs, site)
  const carried = names.filter((name) => specs[name]?.rules.carry === true)
  const own = names.flatMap((name) => specs[name]?.columns ?? [])
  return {
    columns: [...new Set([kindName, ...carried, ...own])],
    values: {
      members: Object.fromEntries(carried.map((name) => [name, specs[name]?.columns ?? []])),
      texts: { [kindName]: names.filter((name) => isRow(specs[name]?.rules)) },
    },
    isCounted: Object.values(specs).some((spec) => spec?.rules.count !== undefined),
    start: () => readerOf(specs, names),
  }
}

function readerOf(specs: KindSpecs, names: readonly string[]): KindReader {
  const counts = new Map<string, number>()
  const carried = new Map<string, JsonObject>()
  const counted = new Set<string>()
  let all = 0
  let last = ''
  const numberOf = (of: NonNullable<KindRules['count']>['of'] = 'others'): number =>
    of === 'all'
      ? all
      : of === 'others'
        ? all - 1
        : of.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0)
  return {
    take(kind, values, place) {
      if (!Object.hasOwn(specs, kind))
        throw feedError(
          'DECODE_KIND',
          { kind: kind.slice(0, 100), near: near(kind, names), known: names },
          { place },
        )
      all++
      last = kind
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
      const spec = specs[kind]
      if (spec === undefined) return undefined
      const record = values()
      for (const name of spec.rules.resets ?? []) carried.delete(name)
      const { count, carry, row } = spec.rules
      if (count !== undefined) {
        const value = record[count.column]
        const stated = typeof value === 'string' ? value.trim() : ''
        const number = numberOf(count.of)
        if (stated === '' || Number(stated.replaceAll(',', '')) !== number)
          throw feedError('DECODE_TRAILER_MISMATCH', { stated, counted: number }, { place })
        counted.add(kind)
        return undefined
      }
      const above = Object.fromEntries([...carried].filter(([name]) => name !== kind))
      if (carry === true) carried.set(kind, record)
      if (carry === true && row !== true) return undefined
      return { value: { [kindName]: kind, ...above, ...record }, place }
    },
    end(place) {
      for (const [kind, spec] of Object.entries(specs))
        if (spec?.rules.count !== undefined && !counted.has(kind))
          throw feedError('DECODE_TRAILER_MISSING', { pattern: kind, line: last }, { place })
    },
  }
}

function check(specs: KindSpecs, site: Site): void {
  const names = Object.keys(specs)
  const report = (problem: string, hint: string, path: Path): void =>
    site.report(feedError('DECODE_OPTION', { problem, hint }, { at: site.position(path) }))
  const carried = new Set(names.filter((name) => specs[name]?.rules.carry === true))
  const rows = names.filter((name) => isRow(specs[name]?.rules))
  if (rows.length === 0) report('No kind of record is a row', 'Leave out carry of one, or add it.', ['kinds'])
  for (const [name, spec] of Object.entries(specs)) {
    const path = ['kinds', name] as const
    if (spec === undefined) continue
    const { columns, rules } = spec
    for (const column of columns)
      if (carried.has(column) || column === kindName)
        report(`The column "${column}" is called like what is carried`, 'Give it another name.', [
          ...path,
          'columns',
        ])
    for (const [at, other] of (rules.resets ?? []).entries())
      if (!carried.has(other))
        report(`No kind "${other}" is carried`, 'Name kinds with carry.', [...path, 'resets', at])
    const { column, of = 'others' } = rules.count ?? {}
    if (column !== undefined && !columns.includes(column))
      report(`The kind has no column "${column}"`, `It has ${columns.join(', ')}.`, [
        ...path,
        'count',
        'column',
      ])
    if (typeof of !== 'string')
      for (const other of of)
        if (!names.includes(other))
          report(`There is no kind "${other}"`, `There is ${names.join(', ')}.`, [...path, 'count', 'of'])
    if (rules.row === true && rules.carry !== true)
      report('Only what is carried can be a row as well', 'Leave out row.', [...path, 'row'])
    if (rules.carry === true && rules.count !== undefined)
      report('A record is carried and counts', 'Leave out one of both.', [...path, 'carry'])
  }
}

const isRow = (rules: KindRules | undefined): boolean =>
  rules !== undefined && rules.count === undefined && (rules.carry !== true || rules.row === true)
