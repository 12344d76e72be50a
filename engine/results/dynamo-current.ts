import { type Body, noBody, readBody, writeBody } from '../aws/dynamo-bodies.ts'
import { type Calls, type Item, numeral } from '../aws/dynamo-calls.ts'
import { byBytes, listedKey } from '../aws/dynamo-fitting.ts'
import { canonicalJson } from '../flow/canonical-json.ts'
import type { Envelope } from '../model/envelope.ts'
import { contestAndUnit, type FeedId, type ResultKey } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import { currentKey } from './dynamo-keys.ts'
import type { Applied, StoredResult, Sum, SumToWrite } from './store.ts'

const damaged = 'RESULTS_DAMAGED'

/**
 * The item of a unit in a contest holds its own result (`revision`, `at`, `body`) and its sum (`sumVersion`, …) side by
 * side: each has its own condition, and whoever reads both reads them of one moment. `own`, `sum` and `live` are the
 * keys of the indexes. `above` are all units that an own result has lain in.
 */
export async function applyCurrent(
  calls: Calls,
  { feed, key, revision, capturedAt, record }: Envelope,
  within: string | undefined,
  { body, pieces }: Body,
  signal: AbortSignal,
): Promise<Applied> {
  const isLive = record !== null
  const { unit } = contestAndUnit(key)
  const at = currentKey(feed, key)
  const add = within === undefined ? {} : { above: { SS: [within] } }
  const values = {
    revision: numeral(revision),
    at: { S: capturedAt },
    body,
    pieces,
    own: isLive && within !== undefined ? { S: listedKey(within, unit) } : undefined,
    live: isLive ? { S: '1' } : undefined,
    ...longUnit(at.sk, unit),
  }
  const condition = {
    expression: 'attribute_not_exists(#revision) OR #revision < :revision',
    values: { revision: numeral(revision) },
  }
  const { done, before } = await calls.update(at, { values, add, condition }, signal)
  const held = numberOf(before, 'revision') ?? null
  const kind = done ? 'applied' : held === revision ? 'same' : 'older'
  const known = before?.['above']?.SS ?? []
  // What came late may tell of a unit that nobody knew of.
  if (kind === 'older' && within !== undefined && !known.includes(within))
    await calls.update(at, { values: {}, add }, signal)
  const sumAbove = before?.['sumAbove']?.S
  const above = new Set([
    ...known,
    ...(within === undefined ? [] : [within]),
    ...(sumAbove === undefined ? [] : [sumAbove]),
  ])
  return { kind, held, above: [...above].toSorted(byBytes) }
}

/** Writes a sum if its version is still the one that was read. False: it is not. */
export async function writeSum(
  calls: Calls,
  feed: FeedId,
  { key, from, sum }: SumToWrite,
  signal: AbortSignal,
): Promise<boolean> {
  const { unit } = contestAndUnit(key)
  const at = currentKey(feed, key)
  const { body, pieces } = sum === null ? noBody : await writeBody(calls, canonicalJson(sum.record), signal)
  const within = sum?.record.unit.within
  const values = {
    sumVersion: numeral(from + 1),
    sumRevision: sum === null ? undefined : numeral(sum.revision),
    sumAt: sum === null ? undefined : { S: sum.capturedAt },
    sumParts: sum === null ? undefined : numeral(sum.parts),
    sumBody: body,
    sumPieces: pieces,
    sum: within === undefined ? undefined : { S: listedKey(within, unit) },
    sumAbove: within === undefined ? undefined : { S: within },
    ...longUnit(at.sk, unit),
  }
  const condition =
    from === 0
      ? { expression: 'attribute_not_exists(#sumVersion)' }
      : { expression: '#sumVersion = :from', values: { from: numeral(from) } }
  return (await calls.update(at, { values, condition }, signal)).done
}

/** The unit of a current item: its sort key, unless that would be too long. */
export const unitOf = (item: Item): string => item['unit']?.S ?? item['sk']?.S ?? ''

/** The own result in an item: current, or past. Undefined: it has none. */
export async function ownOf(
  calls: Calls,
  item: Item | undefined,
  feed: FeedId,
  key: ResultKey,
  signal: AbortSignal,
): Promise<StoredResult | undefined> {
  const revision = numberOf(item, 'revision')
  if (item === undefined || revision === undefined) return undefined
  const text = await readBody(calls, damaged, { body: item['body'], pieces: item['pieces'] }, signal)
  const record = text === undefined ? null : (JSON.parse(text) as ResultRecord)
  return { feed, key, revision, capturedAt: item['at']?.S ?? '', record }
}

export const versionOf = (item: Item | undefined): number => numberOf(item, 'sumVersion') ?? 0

/** The sum in an item. Null: it has none, or none any more. */
export async function sumOf(calls: Calls, item: Item | undefined, signal: AbortSignal): Promise<Sum | null> {
  const text = await readBody(
    calls,
    damaged,
    { body: item?.['sumBody'], pieces: item?.['sumPieces'] },
    signal,
  )
  if (text === undefined) return null
  return {
    record: JSON.parse(text) as ResultRecord,
    revision: numberOf(item, 'sumRevision') ?? 0,
    capturedAt: item?.['sumAt']?.S ?? '',
    parts: numberOf(item, 'sumParts') ?? 0,
  }
}

export function numberOf(item: Item | undefined, name: string): number | undefined {
  const text = item?.[name]?.N
  return text === undefined ? undefined : Number(text)
}

const longUnit = (sk: string, unit: string): Item => (sk === unit ? {} : { unit: { S: unit } })
