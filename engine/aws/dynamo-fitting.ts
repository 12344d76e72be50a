import { createHash } from 'node:crypto'

/** DynamoDB takes 2,048 bytes of a partition key and 1,024 of a sort key; both hold other things beside an id. */
export const longest = { pk: 1_700, sk: 900 }

export const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** What all that is listed with one thing begins with, in the key of an index. */
export const listedPrefix = (thing: string): string => `${digest(thing).slice(0, 22)}|`
/** Hashed, since two ids side by side could be longer than a key. Ordered by id. */
export const listedKey = (thing: string, id: string): string =>
  `${listedPrefix(thing)}${fitting(id, longest.sk)}`

/** In the order in which DynamoDB sorts: by the bytes of UTF-8, which is by code points. */
export const byBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other))

/**
 * An id that is too long for a key keeps its beginning, and with it its place in the order, unless others begin with all of
 * that: these lie beside each other in any order.
 */
export function fitting(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  const beginning = Buffer.from(text)
    .subarray(0, bytes - 50)
    .toString('utf8')
    .replace(/\uFFFD+$/, '')
  return `${beginning}~${digest(text)}`
}
