import { feedError } from '../errors/feed-error.ts'
import type { FeedValue } from '../spec/sections.ts'
import { lacksColumn, type SpecTable, type TableRow } from '../spec/table.ts'
import { type Compiling, placeText, type Section } from './compiling.ts'
import type { Part } from './plan.ts'
import { readBeside } from './read-beside.ts'

type Given = NonNullable<FeedValue['lookups']>
export type Lookups = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Every lookup as keys and values: part of the plan, so that a poll reads no file. */
export function compileLookups(section: Section<Given> | undefined, compiling: Compiling): Lookups {
  if (section === undefined) return {}
  const { value, document, path } = section
  const lookups: Record<string, Readonly<Record<string, string>>> = {}
  for (const [name, { file, key, value: column, entries }] of Object.entries(value)) {
    const at = document.position([...path, name])
    const complete = file !== undefined && key !== undefined && column !== undefined && entries === undefined
    const inline = entries !== undefined && file === undefined && key === undefined && column === undefined
    lookups[name] = {}
    if (inline) {
      lookups[name] = Object.fromEntries(Object.entries(entries).map(([one, text]) => [one, String(text)]))
    } else if (!complete) {
      const details = {
        what: `lookups.${name}`,
        seen: entries === undefined ? 'incomplete' : 'a mixture',
        expected: 'must have file, key and value, or entries',
      }
      const meaning = 'For example { file: counties.csv, key: name, value: fips }.'
      compiling.report(feedError('SPEC_VALUE', { ...details, meaning }, { at }))
    } else {
      const place = (part: string) => document.position([...path, name, part])
      const table = readBeside(file, 'lookup', place('file'), compiling)
      if (table === undefined) continue
      const noKey = lacksColumn(table, [key], place('key'), compiling.report)
      const noValue = lacksColumn(table, [column], place('value'), compiling.report)
      if (noKey || noValue) continue
      lookups[name] = entriesOf(table, key, column, compiling)
    }
  }
  return lookups
}

function entriesOf(
  table: SpecTable,
  key: string,
  column: string,
  { report }: Compiling,
): Readonly<Record<string, string>> {
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
  return Object.fromEntries([...firsts].map(([name, { values }]) => [name, values[column] ?? '']))
}

/** A lookup that no mapping asks is a mistake in one of the two. */
export function reportUnusedLookups(
  section: Section<Given>,
  parts: readonly Part[],
  { report }: Compiling,
): void {
  const asked = new Set(parts.flatMap(({ map }) => map.lookups ?? []))
  for (const name of Object.keys(section.value)) {
    if (asked.has(name)) continue
    const at = section.document.keyPosition([...section.path, name])
    const why = `no mapping asks $lookup_in("${name}", …)`
    report(feedError('SPEC_UNREACHABLE', { what: `The lookup "${name}"`, why }, { at }))
  }
}
