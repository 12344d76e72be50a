import { inParallel } from '../../flow/in-parallel.ts'
import type { Envelope } from '../../model/envelope.ts'
import { contestAndUnit, resultKey } from '../../model/ids.ts'
import type { ResultRecord } from '../../model/result.ts'
import type { Desk } from '../../plan/desk.ts'
import type { ResultStore } from '../../results/store.ts'
import { unitAbove } from '../../results/unit-above.ts'
import { instantText } from '../../time/instant.ts'
import { momentOf } from '../../time/moment.ts'
import { lastRecord } from '../last-record.ts'
import { type Asked, distinctPlaces, readsAtOnce } from './asked.ts'

/** By election that has rules, what changes were about: each result, and the sums above it. */
export async function touchedBy(
  envelopes: readonly Envelope[],
  results: Pick<ResultStore, 'history' | 'at'>,
  desk: (election: string) => Desk,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Asked[]>> {
  const records = await inParallel(envelopes, readsAtOnce, async (envelope) => ({
    envelope,
    record: envelope.record ?? (await lastRecord(envelope, results, signal)),
  }))
  const known = records.flatMap(({ envelope, record }) =>
    record === undefined ? [] : [{ envelope, record }],
  )
  const judged = known.filter(({ record }) => desk(record.election).rules.length > 0)
  const moved = await inParallel(judged, readsAtOnce, async ({ envelope, record }) => {
    const before = await recordBefore(envelope, record, results, signal)
    return before === undefined ? [] : [{ envelope, record: before }]
  })
  const byElection = Map.groupBy([...judged, ...moved.flat()], ({ record }) => record.election)
  return new Map(
    [...byElection].map(([election, own]) => [
      election,
      distinctPlaces(own.flatMap(({ envelope, record }) => withThoseAbove(envelope, record))),
    ]),
  )
}

/** What a unit was said to be before, if it lay elsewhere: only one whose id does not say where it lies can move. */
async function recordBefore(
  { feed, key, previous, capturedAt }: Envelope,
  { unit: { id, within } }: ResultRecord,
  results: Pick<ResultStore, 'at'>,
  signal: AbortSignal,
): Promise<ResultRecord | undefined> {
  if (previous === null || within === undefined || id.startsWith(`${within}/`)) return undefined
  const before = await results.at(feed, key, instantText(momentOf(capturedAt) - 1), signal)
  return before?.record && before.record.unit.within !== within ? before.record : undefined
}

function withThoseAbove({ feed, key, feedUnit }: Envelope, record: ResultRecord): readonly Asked[] {
  const { contest } = contestAndUnit(key)
  const units = [record.unit.id]
  let above = unitAbove(record.unit, feedUnit)
  while (above !== undefined && !units.includes(above)) {
    units.push(above)
    above = unitAbove({ id: above }, feedUnit)
  }
  return units.map((unit, at) => {
    const next = units[at + 1]
    return { feed, key: resultKey(contest, unit), feedUnit, ...(next === undefined ? {} : { above: next }) }
  })
}
