import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { numeral } from '../aws/dynamo-calls.ts'
import { feedError, said } from '../errors/feed-error.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import { momentText } from '../time/clock.ts'
import { millisecondsOf } from './condition.ts'
import { readHead } from './head-text.ts'
import { emptyHead } from './home.ts'

export type Attributes = Record<string, AttributeValue>

/** A head as it lies in the table. */
export interface StoredHead {
  readonly head: Head
  /** Names the write that made it so: no two writes have the same. */
  readonly write: string
}

/** An item of DynamoDB may have 409,600 bytes, names of attributes included. */
const maxBodyBytes = 400_000

/** What conditions are about lies open in the item; the rest of the head is one compressed text, `body`. */
export function headItem(feed: FeedId, head: Head, write: string): Attributes {
  const { version, epoch, build, lease, ended } = head
  const leased =
    lease === null ? {} : { owner: { S: lease.owner }, until: { N: String(millisecondsOf(lease.until)) } }
  const before = ended === undefined ? {} : { ended: { S: ended } }
  const numbers = { version: numeral(version), epoch: numeral(epoch), build: numeral(build) }
  return {
    feed: { S: feed },
    ...numbers,
    ...leased,
    ...before,
    write: { S: write },
    body: bodyOf(feed, head),
  }
}

/** One that the table would not take is STATE_TOO_LARGE, before anything is written. */
function bodyOf(feed: FeedId, head: Head): AttributeValue {
  const bytes = compressed(head)
  if (bytes.byteLength > maxBodyBytes) {
    const size = { bytes: bytes.byteLength, limit: maxBodyBytes }
    throw feedError('STATE_TOO_LARGE', { feed, what: 'head', ...size })
  }
  return { B: bytes }
}

function compressed({
  version: _version,
  epoch: _epoch,
  build: _build,
  lease: _lease,
  ended: _ended,
  ...rest
}: Head): Buffer {
  return zstdCompressSync(JSON.stringify(rest))
}

/** The body of a feed that was never polled: acquire writes it without having read anything. */
export const emptyBody: AttributeValue = { B: compressed(emptyHead) }

/** Reads what is in the table; STATE_DAMAGED if that is not what `headItem` wrote. */
export function storedHead(feed: FeedId, item: Attributes): StoredHead {
  const { version, epoch, build, owner, until, ended, write, body } = item
  const beside = {
    version: numberIn(feed, 'version', version),
    epoch: numberIn(feed, 'epoch', epoch),
    build: numberIn(feed, 'build', build),
    lease:
      until === undefined
        ? null
        : { owner: owner?.S ?? '', until: momentText(numberIn(feed, 'until', until)) },
    ...(ended?.S === undefined ? {} : { ended: ended.S }),
  }
  if (write?.S === undefined) throw feedError('STATE_DAMAGED', { feed, what: 'has no usable "write"' })
  return { head: readHead(feed, textOf(feed, body?.B), beside), write: write.S }
}

function textOf(feed: FeedId, bytes: Uint8Array | undefined): string {
  if (bytes === undefined) throw feedError('STATE_DAMAGED', { feed, what: 'has no usable "body"' })
  try {
    return zstdDecompressSync(bytes).toString('utf8')
  } catch (error) {
    throw feedError('STATE_DAMAGED', { feed, what: `can not be read: ${said(error)}` }, { cause: error })
  }
}

function numberIn(feed: FeedId, name: string, value: AttributeValue | undefined): number {
  const number = Number(value?.N ?? Number.NaN)
  if (!Number.isSafeInteger(number))
    throw feedError('STATE_DAMAGED', { feed, what: `has no usable "${name}"` })
  return number
}
