import { inParallel } from '../../flow/in-parallel.ts'
import type { Envelope } from '../../model/envelope.ts'
import { contestAndUnit, resultKey } from '../../model/ids.ts'
import type { ResultRecord } from '../../model/result.ts'
import type { Desk } from '../../plan/desk.ts'
import type { ResultStore } from '../../results/store.ts'
import { unitAbove } from '../../results/unit-above.ts'
import { type ElectionIds, electionIds } from '../election-ids.ts'
import { lastRecord } from '../last-record.ts'
import { distinct, type Touch } from './touch.ts'

/** A home in the cloud answers each question after milliseconds: so many are asked at once. */
const readsAtOnce = 16
/** No unit lies deeper: what goes on for longer goes round in a circle. */
const mostLevels = 16

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
  /** The units above one, the nearest first: those beyond it follow from ids alone, and lead in no circle. */
  const wayFrom = (first: string | undefined): readonly string[] => {
    const way: string[] = []
    for (let unit = first; unit !== undefined && way.length < mostLevels; ) {
      way.push(contestAndUnit(ids.ours(resultKey(record.contest.id, unit))).unit)
      unit = unitAbove({ id: unit }, feedUnit)
    }
    return way
  }
  const own = wayFrom(unitAbove(record.unit, feedUnit))
  const byId = wayFrom(unitAbove({ id: record.unit.id }, feedUnit))
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
