import { createHash } from 'node:crypto'
import engine from '../../package.json' with { type: 'json' }
import record from '../../schemas/result.schema.json' with { type: 'json' }
import { canonicalJson } from '../flow/canonical-json.ts'
import type { PlanHash } from '../model/ids.ts'
import type { JsonObject } from '../model/json.ts'

/** The schema of the record as it judges, without the prose that explains it. */
const judging = JSON.parse(JSON.stringify(record), (key, value: unknown) =>
  key === 'description' && typeof value === 'string' ? undefined : value,
) as JsonObject

/** Covers spec, profile, lookups and election as resolved, the engine's version and the record schema (DESIGN §5 Builds). */
export function planHash(resolved: JsonObject): PlanHash {
  const covered = { engine: engine.version, record: judging, resolved }
  return createHash('sha256').update(canonicalJson(covered)).digest('hex') as PlanHash
}
