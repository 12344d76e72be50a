import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import type { Lookups } from '../map/given.ts'
import type { Position } from '../model/position.ts'
import type { FeedValue } from '../spec/sections.ts'
import { lacksColumn, type SpecTable, type TableRow } from '../spec/table.ts'
import { type Compiling, placeText, type Section } from './compiling.ts'
import type { Part } from './plan.ts'
import { readBeside } from './read-beside.ts'

type Given = NonNullable<FeedValue['lookups']>

/** A lookup that the rows of a part fill with every capture. */
export interface FilledFrom {
  readonly name: string
  readonly from: string
  readonly key: Section
  /** Undefined: the whole row. */
  readonly value: Section | undefined
  readonly allUsed: boolean
  readonly at: Position | undefined
}

/** The lookups that the capture fills. */
export function filledLookups(section: Section<Given> | undefined): readonly FilledFrom[] {
  if (section === undefined) return []
  const { value: given, document, path } = section
  return Object.entries(given).flatMap(([name, { from, key, value, all_used: allUsed = false }]) => {
    if (from === undefined || key === undefined) return []
    const cell = (part: string, text: string): Section => ({
      value: text,
      document,
      path: [...path, name, part],
    })
    const at = document.position([...path, name, 'from'])
    return [
      {
        name,
        from,
        key: cell('key', key),
        value: value === undefined ? undefined : cell('value', value),
        allUsed,
        at,
      },
    ]
  })
}

/** Lookups of parts that there are not. */
export function reportNoSuchPart(
  filled: readonly FilledFrom[],
  parts: readonly string[],
  { report }: Compiling,
): void {
  for (const { from, at } of filled) {
    if (parts.includes(from)) continue
    const details = { what: 'part', name: from, near: near(from, parts), known: parts }
    report(feedError('SPEC_NOT_FOUND', details, { at }))
  }
}

/** Every lookup of the spec itself as keys and values: part of the plan, so that a poll reads no file. */
export function compileLookups(section: Section<Given> | undefined, compiling: Compiling): Lookups {
  if (section === undefined) return {}
  const { value, document, path } = section
  const lookups: Record<string, Lookups[string]> = {}
  for (const [name, { file, from, key, value: column, entries, all_used }] of Object.entries(value)) {
    const at = document.position([...path, name])
    if (all_used !== undefined && from === undefined) {
      const details = {
        what: `lookups.${name}.all_used`,
        seen: String(all_used),
        expected: 'is for a lookup that a part fills (from)',
        meaning: 'A file or written entries may know more than a capture asks.',
      }
      compiling.report(
        feedError('SPEC_VALUE', details, { at: document.position([...path, name, 'all_used']) }),
      )
    }
    const complete = file !== undefined && key !== undefined && entries === undefined
    const filled = from !== undefined && key !== undefined && file === undefined && entries === undefined
    const inline = entries !== undefined && file === undefined && key === undefined && column === undefined
    lookups[name] = {}
    if (filled) continue
    if (inline && from === undefined) {
      lookups[name] = Object.fromEntries(Object.entries(entries).map(([one, text]) => [one, String(text)]))
    } else if (!complete || from !== undefined) {
      const details = {
        what: `lookups.${name}`,
        seen:
          entries === undefined && (file === undefined || from === undefined) ? 'incomplete' : 'a mixture',
        expected: 'must have file and key, or from and key, or entries',
      }
      const meaning = 'For example { file: counties.csv, key: name, value: fips }.'
      compiling.report(feedError('SPEC_VALUE', { ...details, meaning }, { at }))
    } else {
      const place = (part: string) => document.position([...path, name, part])
      const table = readBeside(file, 'lookup', place('file'), compiling)
      if (table === undefined) continue
      const noKey = lacksColumn(table, [key], place('key'), compiling.report)
      const wanted = column === undefined ? [] : [column]
      const noValue = lacksColumn(table, wanted, place('value'), compiling.report)
      if (noKey || noValue) continue
      lookups[name] = entriesOf(table, key, column, compiling)
    }
  }
  return lookups
}

function entriesOf(
  table: SpecTable,
  key: string,
  column: string | undefined,
  { report }: Compiling,
): Lookups[string] {
  const firsts = new Map<string, TableRow>()
  for (const row of table.rows) {
    const name = row.values[key] ?? ''
    const first = firsts.get(name)
    if (first === undefined) firsts.set(name, row)
    else {
      const details = { what: 'key', name, other: placeText(first.at) }
      report(feedError('SPEC_SAME_NAME', details, { at: row.at }))
    }
  }
  return Object.fromEntries(
    [...firsts].map(([name, { values }]) => [
      name,
      column === undefined ? { ...values } : (values[column] ?? ''),
    ]),
  )
}

/** A lookup that neither a mapping nor the source asks is a mistake in one of them. */
export function reportUnusedLookups(
  section: Section<Given>,
  parts: readonly Part[],
  ofSource: readonly string[],
  { report }: Compiling,
): void {
  const ofParts = parts.flatMap(({ map, fills = [] }) => [
    ...(map?.lookups ?? []),
    ...fills.flatMap(({ lookups }) => lookups),
  ])
  const asked = new Set([...ofSource, ...ofParts])
  for (const name of Object.keys(section.value)) {
    if (asked.has(name)) continue
    const at = section.document.keyPosition([...section.path, name])
    const why = `no mapping asks $lookup_in("${name}", …)`
    report(feedError('SPEC_UNREACHABLE', { what: `The lookup "${name}"`, why }, { at }))
  }
}
