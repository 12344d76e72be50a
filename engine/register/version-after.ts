import { canonicalJson } from '../flow/canonical-json.ts'
import type { Entry } from './register.ts'

/**
 * The version that a write has made of an entry, if it was accepted: `before` is the entry whose guard it named. To read it
 * afterwards would tell what others have made of it since.
 */
export function versionAfter(before: Pick<Entry, 'version' | 'body'> | undefined, body: unknown): number {
  if (before === undefined) return 1
  return before.version + (canonicalJson(before.body) === canonicalJson(body) ? 0 : 1)
}
