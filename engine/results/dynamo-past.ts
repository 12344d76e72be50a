import { type Body, present } from '../aws/dynamo-bodies.ts'
import { type Calls, everyItem, numeral } from '../aws/dynamo-calls.ts'
import type { Envelope } from '../model/envelope.ts'
import type { FeedId, ResultKey } from '../model/ids.ts'
import { momentOf } from '../time/moment.ts'
import { ownOf } from './dynamo-current.ts'
import { pastKey, pastPartition } from './dynamo-keys.ts'
import type { StoredResult } from './store.ts'

/** How many revisions are looked at in one request, newest first: mostly the newest or one of the next is meant. */
const perRequest = 20

/** Keeps a revision. What is kept under it already stays. */
export async function keepPast(
  calls: Calls,
  { feed, key, revision, capturedAt }: Envelope,
  body: Body,
  signal: AbortSignal,
): Promise<void> {
  const values = {
    revision: numeral(revision),
    at: { S: capturedAt },
    moment: numeral(momentOf(capturedAt)),
    ...present({ ...body }),
  }
  await calls.putNew(pastKey(feed, key, revision), values, signal)
}

/** The highest revision that was captured by then. Costs as much as there are revisions after it. */
export async function pastAt(
  calls: Calls,
  feed: FeedId,
  key: ResultKey,
  time: string,
  signal: AbortSignal,
): Promise<StoredResult | undefined> {
  const ask = {
    partition: { pk: pastPartition(feed, key) },
    filter: { expression: '#moment <= :moment', values: { moment: numeral(momentOf(time)) } },
    descending: true,
    limit: perRequest,
  }
  for await (const item of everyItem(calls, ask, signal)) return ownOf(calls, item, feed, key, signal)
  return undefined
}

export async function* pastOf(
  calls: Calls,
  feed: FeedId,
  key: ResultKey,
  signal: AbortSignal,
): AsyncIterable<StoredResult> {
  for await (const item of everyItem(calls, { partition: { pk: pastPartition(feed, key) } }, signal)) {
    const result = await ownOf(calls, item, feed, key, signal)
    if (result !== undefined) yield result
  }
}
