import { inParallel } from '../../flow/in-parallel.ts'
import type { Envelope } from '../../model/envelope.ts'
import type { ResultRecord } from '../../model/result.ts'
import type { Desk } from '../../plan/desk.ts'
import type { ResultStore } from '../../results/store.ts'
import { type ElectionIds, electionIds } from '../election-ids.ts'
import { lastRecord } from '../last-record.ts'
import { distinct, type Touch, touchOf } from './touch.ts'

/** A home in the cloud answers each question after milliseconds: so many are asked at once. */
const readsAtOnce = 16

/** The keys that changes are about. What is withdrawn says nothing of its election any more: the ledger remembers. */
export async function touchedBy(
  envelopes: readonly Envelope[],
  results: Pick<ResultStore, 'history'>,
  desk: (election: string) => Desk,
  signal: AbortSignal,
): Promise<readonly Touch[]> {
  const touches = await inParallel(envelopes, readsAtOnce, async (envelope) => {
    const record = envelope.record ?? (await lastRecord(envelope, results, signal))
    if (record === undefined) return []
    const ids = electionIds(desk(record.election).crosswalks[envelope.feed])
    return [touchBy(envelope, record, ids)]
  })
  return distinct(touches.flat())
}

function touchBy({ feed, key, revision, feedUnit }: Envelope, record: ResultRecord, ids: ElectionIds): Touch {
  // Another result of the feed reads as this key: what was said of this one is nothing that stands there.
  if (ids.isHidden(key)) return touchOf(record.election, ids.ours(key))
  const own = ids.wayAbove(record.unit, feedUnit)
  const byId = ids.wayAbove({ id: record.unit.id }, feedUnit)
  const [above] = own
  return {
    election: record.election,
    key: ids.ours(key),
    heard: { [feed]: { revision, ...(above === undefined ? {} : { above }) } },
    above: [...own.slice(0, 1), ...byId.slice(0, 1)],
    byId: byId.slice(0, 1),
    ways: [own, byId].filter((way) => way.length > 0),
    hasParts: false,
  }
}
