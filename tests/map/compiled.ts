import type { Site } from '../../engine/component.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { type Regex, regexOf } from '../../engine/flow/regex.ts'
import { compileMapping, type MappingSource } from '../../engine/map/compile.ts'
import type { Given } from '../../engine/map/given.ts'
import type { Mapped, Mapping } from '../../engine/map/mapping.ts'
import type { Json } from '../../engine/model/json.ts'

/** An expression that begins at line 1, column 1 of feed.yaml. */
export function siteOf(text: string): { readonly site: Site; readonly errors: FeedError[] } {
  const errors: FeedError[] = []
  const site: Site = {
    position(_, offset = 0) {
      const before = text.slice(0, offset).split('\n')
      return { file: 'feeds/us-xx/feed.yaml', line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
    },
    report: (error) => errors.push(error),
  }
  return { site, errors }
}

function regex(source: string): Regex {
  const made = regexOf(source)
  if ('problem' in made) throw new Error(made.problem)
  return made
}

const defaults: Omit<MappingSource, 'text'> = {
  lookups: { county: { Wake: '37183', Durham: '37063' }, party: { GRN: 'Green' } },
  names: {
    candidate: {
      strip: [' \\(I\\)', '[ .]*\\.{2,}$'].map(regex),
      party: ['\\((?<party>[A-Z]{3})\\)$'].map(regex),
      lookup: 'party',
    },
    contest: { strip: ['\\(Vote For \\d+\\)$'].map(regex), party: [], lookup: undefined },
  },
  parameters: { tenant: 'GA' },
  timezone: 'America/New_York',
  milliseconds: 1_000,
}

/** The problems of an expression, as `line:column CODE message`. */
export function problems(text: string, facts: Partial<MappingSource> = {}): readonly string[] {
  const { site, errors } = siteOf(text)
  const mapping = compileMapping({ ...defaults, ...facts, text }, site)
  if ((mapping === undefined) !== errors.length > 0)
    throw new Error('a mapping and problems exclude each other')
  return errors.map(({ at, code, message }) => `${at?.line}:${at?.column} ${code} ${message}`)
}

export function compiled(text: string, facts: Partial<MappingSource> = {}): Mapping {
  const { site, errors } = siteOf(text)
  const mapping = compileMapping({ ...defaults, ...facts, text }, site)
  if (mapping === undefined) throw errors[0] ?? new Error('no mapping and no problem')
  return mapping
}

/** Rows at L1, L2, … through a mapping. */
export function mapped(
  text: string,
  values: readonly Json[],
  facts: Partial<MappingSource> = {},
  given: Given = {},
): Promise<Mapped> {
  const rows = values.map((value, index) => ({ value, place: `L${index + 1}` }))
  return compiled(text, facts).map(rows, new AbortController().signal, given)
}

/** What an expression gives, seen through the name of a unit: the shortest line that can carry a value. */
export async function valueOf(
  expression: string,
  row: Json = {},
  facts: Partial<MappingSource> = {},
): Promise<Json> {
  const line = `{ "unit": { "name": "u", "type": $string(${expression}) }, "ballots": { "cast": 1 } }`
  const { lines, rejected } = await mapped(line, [row], facts)
  return lines[0]?.value.unit?.type ?? rejected[0]?.message ?? null
}
