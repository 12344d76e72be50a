import type { Envelope } from '../model/envelope.ts'
import type { ResultRecord } from '../model/result.ts'
import type { ResultStore } from '../results/store.ts'

/** What a feed said last of a result: what is withdrawn says nothing of its election and its unit any more. */
export async function lastRecord(
  { feed, key }: Envelope,
  results: Pick<ResultStore, 'history'>,
  signal: AbortSignal,
): Promise<ResultRecord | undefined> {
  let last: ResultRecord | undefined
  for await (const { record } of results.history(feed, key, signal)) last = record ?? last
  return last
}
