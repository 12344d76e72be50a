import { readBody, writeBody } from '../aws/dynamo-bodies.ts'
import { type Calls, everyItem, type Item, numeral } from '../aws/dynamo-calls.ts'
import { byBytes } from '../aws/dynamo-fitting.ts'
import { canonicalJson } from '../flow/canonical-json.ts'
import type { FeedStatus } from '../model/envelope.ts'
import type { FeedId } from '../model/ids.ts'
import { momentOf } from '../time/moment.ts'
import { spreadPartitions, statusKey } from './dynamo-keys.ts'

/** Keeps a status unless a newer one is kept: of a higher revision, or of this one and said later. */
export async function keepNewest(calls: Calls, status: FeedStatus, signal: AbortSignal): Promise<void> {
  const { feed, revision, saidAt } = status
  const body = await writeBody(calls, canonicalJson(status), signal)
  const values = { ...body, revision: numeral(revision), moment: numeral(momentOf(saidAt)) }
  const expression =
    'attribute_not_exists(#revision) OR #revision < :revision OR (#revision = :revision AND #moment <= :moment)'
  await calls.update(statusKey(feed), { values, condition: { expression } }, signal)
}

/** Undefined: nothing was kept. */
export async function oneStatus(
  calls: Calls,
  feed: FeedId,
  signal: AbortSignal,
): Promise<FeedStatus | undefined> {
  const item = await calls.get(statusKey(feed), signal)
  return item && (await statusOf(calls, item, signal))[0]
}

/** By feed. */
export async function everyStatus(calls: Calls, signal: AbortSignal): Promise<readonly FeedStatus[]> {
  const read = spreadPartitions('status').map((pk) =>
    Array.fromAsync(everyItem(calls, { partition: { pk } }, signal)),
  )
  const items = (await Promise.all(read)).flat()
  const statuses = await Promise.all(items.map((item) => statusOf(calls, item, signal)))
  return statuses.flat().toSorted((one, other) => byBytes(one.feed, other.feed))
}

async function statusOf(calls: Calls, item: Item, signal: AbortSignal): Promise<readonly FeedStatus[]> {
  const text = await readBody(
    calls,
    'RESULTS_DAMAGED',
    { body: item['body'], pieces: item['pieces'] },
    signal,
  )
  return text === undefined ? [] : [JSON.parse(text) as FeedStatus]
}
