import { canonicalJson } from '../flow/canonical-json.ts'
import type { Result } from '../model/result.ts'

/** Results as text: one record per line in canonical JSON, in the order of the keys. Equal results are equal bytes. */
export function resultLines(results: readonly Pick<Result, 'key' | 'record'>[]): string {
  const ordered = results.toSorted((one, other) => (one.key < other.key ? -1 : 1))
  return ordered.map(({ record }) => `${canonicalJson(record)}\n`).join('')
}
