import { createHash } from 'node:crypto'
import { contestAndUnit, type FeedId, type ResultKey } from '../model/ids.ts'

/** The primary key of an item. */
export type ItemKey = { readonly pk: string; readonly sk: string }

/** Feeds, and their statuses, are spread over so many partitions: none of them is asked by all at once. */
const spread = 16
/** DynamoDB takes 2,048 bytes of a partition key and 1,024 of a sort key; both hold other things beside the id. */
const longest = { pk: 1_700, sk: 900 }

/** Where the current results of a contest lie. */
export const contestPartition = (feed: FeedId, contest: string): string =>
  fitting(`r|${feed}|${contest}`, longest.pk)

/** Where the current result and the sum of a key lie. */
export function currentKey(feed: FeedId, key: ResultKey): ItemKey {
  const { contest, unit } = contestAndUnit(key)
  return { pk: contestPartition(feed, contest), sk: fitting(unit, longest.sk) }
}

/** What all that lies directly in one unit begins with, in the indexes `own` and `sum`. */
export const withinPrefix = (above: string): string => `${digest(above).slice(0, 22)}|`
/** Hashed, since two ids side by side could be longer than a key. Ordered by unit. */
export const withinKey = (above: string, unit: string): string =>
  `${withinPrefix(above)}${fitting(unit, longest.sk)}`

export const pastPartition = (feed: FeedId, key: ResultKey): string => fitting(`p|${feed}|${key}`, longest.pk)
/** Padded: ordered as text they are ordered as numbers. */
export const pastKey = (feed: FeedId, key: ResultKey, revision: number): ItemKey => ({
  pk: pastPartition(feed, key),
  sk: String(revision).padStart(16, '0'),
})

export const pieceKey = (hash: string, at: number): ItemKey => ({ pk: `b|${hash}`, sk: String(at) })

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

/** In the order in which DynamoDB sorts: by the bytes of UTF-8, which is by code points. */
export const byBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other))

const shard = (feed: FeedId): number =>
  Number.parseInt(createHash('sha256').update(feed).digest('hex').slice(0, 4), 16) % spread

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/**
 * An id that is too long for a key keeps its beginning, and with it its place in the order, unless others begin with all of
 * that: these lie beside each other in any order.
 */
function fitting(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  const beginning = Buffer.from(text)
    .subarray(0, bytes - 50)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')
  return `${beginning}~${digest(text)}`
}
