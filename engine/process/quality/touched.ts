import { inParallel } from '../../flow/in-parallel.ts'
import type { Envelope } from '../../model/envelope.ts'
import { contestAndUnit, resultKey } from '../../model/ids.ts'
import type { ResultRecord } from '../../model/result.ts'
import type { Desk } from '../../plan/desk.ts'
import type { ResultStore } from '../../results/store.ts'
import { unitAbove } from '../../results/unit-above.ts'
import { type Asked, distinct, readsAtOnce } from './asked.ts'

/** By election that has rules, what changes were about: each result, and the sums above it. */
export async function touchedBy(
  envelopes: readonly Envelope[],
  results: Pick<ResultStore, 'history'>,
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
  const byElection = Map.groupBy(judged, ({ record }) => record.election)
  return new Map(
    [...byElection].map(([election, own]) => [
      election,
      distinct(own.flatMap(({ envelope, record }) => withThoseAbove(envelope, record))),
    ]),
  )
}

/** What is withdrawn says nothing of its election and its unit any more. */
async function lastRecord(
  { feed, key }: Envelope,
  results: Pick<ResultStore, 'history'>,
  signal: AbortSignal,
): Promise<ResultRecord | undefined> {
  let last: ResultRecord | undefined
  for await (const { record } of results.history(feed, key, signal)) last = record ?? last
  return last
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
