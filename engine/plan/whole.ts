import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { Election } from '../model/election.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { SpecDocument } from '../spec/document.ts'
import { FeedSections } from '../spec/sections.ts'
import type { PartReading } from './readings.ts'

/** Keys and values, neither a list nor a single value. */
export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** Does the file have this section, whatever stands in it? */
export const has = ({ value }: SpecDocument, key: string): boolean => isObject(value) && key in value

/** What neither the feed nor its profile says. A profile that can not be found is trouble enough. */
export function reportMissing(
  feed: SpecDocument,
  profile: SpecDocument | undefined,
  readings: readonly PartReading[],
  report: (error: FeedError) => void,
): void {
  if (!isObject(feed.value) || (has(feed, 'profile') && profile === undefined)) return
  for (const key of ['source', 'decode', 'map'] as const) {
    if (has(feed, key) || (profile !== undefined && has(profile, key))) continue
    if (key !== 'source' && readings.every((one) => hasItsOwn(one, key))) continue
    const meaning = FeedSections.properties[key] as { readonly description?: string }
    const details = { key, inside: 'The file', meaning: meaning.description }
    report(feedError('SPEC_MISSING_KEY', details, { at: feed.position([]) }))
  }
}

/** What only fills a lookup needs no mapping. */
const hasItsOwn = ({ fills, reading }: PartReading, key: 'decode' | 'map'): boolean =>
  reading[key] !== undefined || (key === 'map' && fills.length > 0)

const lies = (inner: string, outer: string): boolean => `${inner}/`.startsWith(`${outer}/`)

/** A unit that no poll closing is about: the election or the unit is another one than was meant. */
export function reportElsewhere(
  unit: string,
  { id, pollsClose }: Election,
  document: SpecDocument,
  report: (error: FeedError) => void,
): void {
  if (pollsClose.length === 0 || pollsClose.some((one) => lies(unit, one.unit) || lies(one.unit, unit)))
    return
  const expected = 'must lie in a unit whose polls close in its election, or contain one'
  const meaning = `Is ${id} the right election? If it is, add this unit to its polls_close.`
  const details = { what: 'unit', seen: `"${unit}"`, expected, meaning }
  report(feedError('SPEC_VALUE', details, { at: document.position(['unit']) }))
}
