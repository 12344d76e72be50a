import { createHash } from 'node:crypto'
import { fitting, longest } from '../aws/dynamo-fitting.ts'
import { contestAndUnit, type FeedId, type ResultKey } from '../model/ids.ts'

/** The primary key of an item. */
export type ItemKey = { readonly pk: string; readonly sk: string }

/** Feeds, and their statuses, are spread over so many partitions: none of them is asked by all at once. */
const spread = 16

/** Where the current results of a contest lie. */
export const contestPartition = (feed: FeedId, contest: string): string =>
  fitting(`r|${feed}|${contest}`, longest.pk)

/** Where the current result and the sum of a key lie. */
export function currentKey(feed: FeedId, key: ResultKey): ItemKey {
  const { contest, unit } = contestAndUnit(key)
  return { pk: contestPartition(feed, contest), sk: fitting(unit, longest.sk) }
}

export const pastPartition = (feed: FeedId, key: ResultKey): string => fitting(`p|${feed}|${key}`, longest.pk)
/** Padded: ordered as text they are ordered as numbers. */
export const pastKey = (feed: FeedId, key: ResultKey, revision: number): ItemKey => ({
  pk: pastPartition(feed, key),
  sk: String(revision).padStart(16, '0'),
})

/** Where it is said which contests a feed has, and how far it is. */
export const feedPartition = (feed: FeedId): string => `f|${feed}`
export const contestKey = (feed: FeedId, contest: string): ItemKey => ({
  pk: feedPartition(feed),
  sk: `c|${fitting(contest, longest.sk)}`,
})
export const reachedKey = (feed: FeedId): ItemKey => ({ pk: feedPartition(feed), sk: 'reached' })

export const feedKey = (feed: FeedId): ItemKey => ({ pk: `feeds|${shard(feed)}`, sk: feed })
export const statusKey = (feed: FeedId): ItemKey => ({ pk: `status|${shard(feed)}`, sk: feed })
export const spreadPartitions = (kind: 'feeds' | 'status'): readonly string[] =>
  Array.from({ length: spread }, (_, at) => `${kind}|${at}`)

const shard = (feed: FeedId): number =>
  Number.parseInt(createHash('sha256').update(feed).digest('hex').slice(0, 4), 16) % spread
