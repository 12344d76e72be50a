import { posix } from 'node:path'
import { judgeCases } from '../../engine/backtest/judge-cases.ts'
import { readCases } from '../../engine/backtest/read-cases.ts'
import type { Known } from '../../engine/jsonata/generated.ts'
import { mappingFunctions } from '../../engine/map/functions.ts'
import { copy } from '../../engine/map/plain.ts'
import type { Json } from '../../engine/model/json.ts'
import { findFeeds, folderFiles } from '../../engine/plan/feed-files.ts'
import type { Part, Plan } from '../../engine/plan/plan.ts'
import { planOf } from '../helpers/judged.ts'
import type { Bindings } from './compare.ts'
import type { Registered } from './compiled.ts'

/** A mapping of a feed with rows that its fixtures gave it. */
export interface FeedMapping {
  readonly feed: string
  readonly part: string
  readonly text: string
  readonly rows: readonly Json[]
}

/** The feeds of the project, and those of the night that it ships. */
export const feedPaths = ['feeds', 'feeds/rehearsal/feeds'].flatMap((root) => findFeeds(root, folderFiles))

/** Rows of one mapping: from the whole of them, not only the first. */
const most = 40

/** The mappings of a feed, each with rows of the fixtures of its cases. */
export async function mappingsOf(feed: string): Promise<readonly FeedMapping[]> {
  const plan = planOf(feed)
  const rows = new Map<string, Json[]>()
  const folder = posix.dirname(feed)
  const recording: Plan = { ...plan, parts: plan.parts.map((part) => recorded(part, rows)) }
  const { signal } = new AbortController()
  for await (const one of judgeCases(recording, folder, readCases(folder), signal)) {
    if (one.kind === 'failed') throw one.error
  }
  return plan.parts.flatMap(({ name, map }) => {
    const text = map?.written?.text
    if (text === undefined) return []
    return [{ feed, part: name, text, rows: spread(rows.get(text) ?? []) }]
  })
}

function recorded(part: Part, rows: Map<string, Json[]>): Part {
  const { map } = part
  const text = map?.written?.text
  if (map === undefined || text === undefined) return part
  const seen = rows.get(text) ?? []
  rows.set(text, seen)
  return {
    ...part,
    map: {
      ...map,
      map: (batch, signal, given) => {
        for (const { value } of batch) seen.push(value)
        return map.map(batch, signal, given)
      },
    },
  }
}

/** Some of them, evenly, as mappings see them. */
function spread(rows: readonly Json[]): readonly Json[] {
  const step = Math.max(1, rows.length / most)
  const chosen = Array.from(
    { length: Math.min(most, rows.length) },
    (_, index) => rows[Math.floor(index * step)],
  )
  return chosen.map((row) => copy(row as Json))
}

/** What mappings see beside their rows. Lookups answer to every key: which values they hold, no evaluator knows. */
export const mappingBindings = (): Bindings => ({
  ...Object.fromEntries(
    mappingFunctions.map(({ name, make }) => [
      name,
      registered(
        make({
          find: (lookup, key) => (typeof key === 'string' && key !== '' ? `${lookup}/${key}` : undefined),
          names: {},
          values: {},
          timezone: 'America/New_York',
        }),
      ),
    ]),
  ),
  parameters: Object.freeze({ unit: 'ocd-division/country:us', contest_ids: '', misdated: '' }),
  payload: { request: 'all', file: 'results.csv' },
  carried: { version: '1' },
})

/** As the library keeps functions that a host registers. */
const registered = (implementation: Registered['implementation']): Registered => ({
  _jsonata_function: true,
  implementation,
})

/** The same to a compiler, as the engine tells it. */
export const mappingNames: readonly Known[] = [
  ...mappingFunctions.map(({ name }): Known => ({ name, kind: 'function' })),
  ...['parameters', 'payload', 'carried'].map((name): Known => ({ name, kind: 'value' })),
]
