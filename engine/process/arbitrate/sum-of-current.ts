import type { FeedId } from '../../model/ids.ts'
import type { ResultRecord } from '../../model/result.ts'
import type { CurrentEntry } from '../../register/current-entries.ts'
import { sumOfParts } from '../tally/sum.ts'
import { type Candidate, sourceUnder } from './candidate.ts'
import { feedsIn } from './feeds-in.ts'
import { isHeldBack } from './held-back.ts'
import { marksWithin } from './marks-within.ts'
import { setWithin } from './set-within.ts'

/**
 * What stands in the units within, added up. Where all of it is of one feed, or a person's figures in place of its own, it
 * is that feed's sum; `own` feeds report the unit themselves, and have no other figure for it. Undefined: nothing stands there.
 * Units that are held back and have no figures are missing in it: it says so, and does not say of how many units it is the count.
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
  const missing = parts.filter(({ envelope }) => isHeldBack(envelope))
  const stale = marksWithin(parts)
  const { revision, parts: units } = sum
  const record = missing.length === 0 ? sum.record : withoutWhole(sum.record)
  const source: Candidate['source'] =
    feeds.size === 1 && only && !own.has(only)
      ? { kind: 'feed', feed: only, revision, capturedAt, computed: true }
      : { kind: 'units', units, feeds: feedsIn(standing), capturedAt }
  const hasSet = setWithin(source, parts) !== undefined
  return { source, record, stale, ...(hasSet ? { hasSetWithin: true } : {}) }
}

/** How many units there are is not known where some are held back. */
function withoutWhole({ reporting, ...record }: ResultRecord): ResultRecord {
  const { unitsTotal: _, ...rest } = reporting ?? {}
  return Object.keys(rest).length === 0 ? record : { ...record, reporting: rest }
}
