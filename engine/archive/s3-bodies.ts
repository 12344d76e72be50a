import { feedError } from '../errors/feed-error.ts'
import type { Sha256 } from '../model/ids.ts'
import { bodyName } from './names.ts'
import { pack, unpack } from './packing.ts'
import type { Objects, Seen } from './s3-objects.ts'
import { spool } from './spool.ts'

/**
 * Streams a body into the bucket, compressed, under the name of its hash, which is known at its end only: until then
 * nobody else has anything of it. Looking first costs a tenth of a write: sources without an ETag give the same body
 * again and again.
 */
export async function writeBody(
  objects: Objects,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<{ readonly sha256: Sha256; readonly bytes: number }> {
  signal.throwIfAborted()
  await using spooled = spool()
  const packed = await pack(body, signal, (pieces) => spooled.fill(pieces))
  const key = bodyName(packed.sha256)
  const content = spooled.content()
  const labels = { body: packed.sha256, kept: content.checksum }
  const seen = await objects.look(key, signal)
  if (seen === undefined) await objects.create(key, content, signal, labels)
  else if (!isWhole(seen, packed.sha256)) await objects.replace(key, content, signal, labels)
  return packed
}

/** The body of this hash, piece by piece. What came is judged after the last piece: ARCHIVE_DAMAGED. */
export async function* readBody(
  objects: Objects,
  wanted: Sha256,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const packed = await objects.open(bodyName(wanted), signal)
  if (packed === undefined) throw feedError('ARCHIVE_MISSING', { hash: wanted })
  yield* unpack(packed, wanted)
}

/**
 * S3 keeps bytes as they were put; what damages a body is a person or a program that puts something else there. The
 * label with the checksum tells, also where another version would compress the same body to other bytes.
 */
const isWhole = ({ labels, checksum }: Seen, hash: Sha256): boolean =>
  labels['body'] === hash && labels['kept'] !== undefined && labels['kept'] === checksum
