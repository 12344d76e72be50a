import { canonicalJson } from '../../flow/canonical-json.ts'
import type { Current } from '../../model/current.ts'

/** Fewer selections fit for certain: names and ids are bounded. */
const fewSelections = 100
/** For the envelope, and what is remembered beside. */
const reserve = 50_000

/**
 * As much of it as one message takes: without what follows from the record, and where the figures alone are too many, without
 * them. What one feed says always fits, since it came as a message with more around it; a sum of thousands of selections may not.
 */
export function fitted(current: Current, maxBytes: number): Current {
  const { record } = current
  const selections = (record?.selections.length ?? 0) + (record?.suppressed?.length ?? 0)
  const fits = (one: Current): boolean => Buffer.byteLength(canonicalJson(one)) + reserve <= maxBytes
  if (selections < fewSelections || fits(current)) return current
  const bare = { ...current, standing: null }
  if (fits(bare)) return bare
  const because = 'it has more selections than one message takes: see the units within'
  return { ...bare, record: null, because }
}
