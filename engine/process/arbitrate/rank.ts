import type { SourceOrder } from '../../model/desk.ts'
import type { ResultRecord, Status } from '../../model/result.ts'
import { unitsWord } from '../../plan/desk-sources.ts'
import { type Candidate, isSum } from './candidate.ts'

/**
 * Best first: as the order declares; those it does not name after those it names. Among these own results before sums, then
 * ids by code units.
 */
export function ranked(
  candidates: readonly Candidate[],
  order: SourceOrder | undefined,
): readonly Candidate[] {
  return candidates.toSorted(
    (one, other) =>
      placeIn(order, one) - placeIn(order, other) ||
      Number(isSum(one.source)) - Number(isSum(other.source)) ||
      (idOf(one) < idOf(other) ? -1 : 1),
  )
}

/** Is it the source of highest rank, from which alone certified figures and recounts are taken? */
export const isOffice = (
  one: Candidate,
  all: readonly Candidate[],
  order: SourceOrder | undefined,
): boolean => (order === undefined ? all[0]?.source === one.source : placeIn(order, one) === 0)

/** What the office says of it, which no other source can say. */
const officialWords: ReadonlySet<Status | undefined> = new Set(['certified', 'recount'])

export const isOfficial = ({ reporting }: ResultRecord): boolean => officialWords.has(reporting?.status)

/** As any other source may say it: certified is complete, and nobody else recounts or corrects. */
export function withoutOffice(record: ResultRecord): ResultRecord {
  const { status, ...rest } = record.reporting ?? {}
  if (status === 'certified')
    return { ...record, reporting: { ...record.reporting, status: 'unofficial-complete' } }
  return status === 'recount' || status === 'correction' ? { ...record, reporting: rest } : record
}

const idOf = ({ source }: Candidate): string => (source.kind === 'feed' ? source.feed : unitsWord)

/** Names by which an order may mean it: a sum of one feed's units is that feed's, and a sum. */
function placeIn(order: SourceOrder | undefined, { source }: Candidate): number {
  const names = [
    ...(source.kind === 'feed' ? [source.feed as string] : []),
    ...(isSum(source) ? [unitsWord] : []),
  ]
  const at = (order?.order ?? []).findIndex((one) => names.includes(one))
  return at === -1 ? Number.MAX_SAFE_INTEGER : at
}
