import type { Source } from '../../model/current.ts'
import type { CurrentEntry } from '../../register/current-entries.ts'
import { isSum } from './candidate.ts'

/** More units are not named. */
const maxNamed = 20

/** Names of the units within whose figures a person set, where these are in the sum that stands. Undefined: there are none. */
export function setWithin(source: Source, parts: readonly CurrentEntry[]): readonly string[] | undefined {
  if (!isSum(source)) return undefined
  const names = parts.flatMap(({ envelope: { record, source: from, setWithin: within = [] } }) => {
    if (record === null) return []
    return from.kind === 'override' ? [record.unit.name] : within
  })
  const all = [...new Set(names)].toSorted((one, other) => (one < other ? -1 : 1))
  return all.length === 0 ? undefined : all.slice(0, maxNamed)
}
