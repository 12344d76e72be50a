import type { Stale } from '../../model/current.ts'
import type { FeedId } from '../../model/ids.ts'
import type { Unit } from '../../model/result.ts'
import type { CurrentEntry } from '../../register/current-entries.ts'
import { sumOfParts } from '../tally/sum.ts'
import { type Candidate, sourceUnder } from './candidate.ts'
import { feedsIn } from './feeds-in.ts'

/** More units are not named. */
const maxNamed = 5

/**
 * What stands in the units within, added up. Where all of it is of one feed, or a person's figures in place of its own, it
 * is that feed's sum; `own` feeds report the unit themselves, and have no other figure for it. Undefined: nothing stands there.
 */
export function sumOfCurrent(
  unit: string,
  within: string | undefined,
  parts: readonly CurrentEntry[],
  own: ReadonlySet<FeedId>,
): Candidate | undefined {
  const standing = parts.flatMap(({ envelope }) => {
    const under = sourceUnder(envelope.source)
    // What a person set where nobody reports anything was captured when it was decided.
    const capturedAt = under?.capturedAt || envelope.decidedAt
    return envelope.record === null ? [] : [{ ...envelope, record: envelope.record, under, capturedAt }]
  })
  const sources = standing.map(({ record, under, capturedAt }) => ({
    record,
    revision: under?.kind === 'feed' ? under.revision : 0,
    capturedAt,
  }))
  const sum = sumOfParts(unit, within, sources)
  if (sum === null) return undefined
  const capturedAt = sources.reduce((newest, one) => (one.capturedAt > newest ? one.capturedAt : newest), '')
  const feeds = new Set(standing.map(({ under }) => (under?.kind === 'feed' ? under.feed : null)))
  const [only] = feeds
  const stale = staleOf(standing.map(({ record, stale: marks }) => ({ unit: record.unit, stale: marks })))
  const { record, revision, parts: units } = sum
  if (feeds.size === 1 && only && !own.has(only))
    return { source: { kind: 'feed', feed: only, revision, capturedAt, computed: true }, record, stale }
  return { source: { kind: 'units', units, feeds: feedsIn(standing), capturedAt }, record, stale }
}

/** One mark for each reason, with the first of the units that it is about. */
function staleOf(
  parts: readonly { readonly unit: Unit; readonly stale: readonly Stale[] }[],
): readonly Stale[] {
  const marks = parts.flatMap(({ unit, stale }) => stale.map((one) => ({ ...one, unit: unit.name })))
  const byReason = [...Map.groupBy(marks, ({ why }) => why)].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )
  return byReason.map(([why, some]) => {
    const names = [...new Set(some.map(({ unit }) => unit))]
    const more = names.length > maxNamed ? `, and ${names.length - maxNamed} more` : ''
    const since = some.reduce((first, one) => (one.since < first ? one.since : first), some[0]?.since ?? '')
    return { why, words: `within: ${names.slice(0, maxNamed).join(', ')}${more}`, since }
  })
}
