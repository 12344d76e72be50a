import { createHash } from 'node:crypto'
import engine from '../../package.json' with { type: 'json' }
import record from '../../schemas/result.schema.json' with { type: 'json' }
import { canonicalJson } from '../flow/canonical-json.ts'
import type { PlanHash } from '../model/ids.ts'
import type { JsonObject } from '../model/json.ts'

/** Covers spec, profile, lookups and election as resolved, the engine's version and the record schema (DESIGN §5 Builds). */
export function planHash(resolved: JsonObject): PlanHash {
  const covered = { engine: engine.version, record, resolved }
  return createHash('sha256').update(canonicalJson(covered)).digest('hex') as PlanHash
}
