import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import type { Sha256 } from '../model/ids.ts'
import { bodyName } from './names.ts'
import { pack, packWhole, unpack } from './packing.ts'
import { isWholeBody } from './whole-body.ts'
import { isCode, type WholeFiles } from './whole-files.ts'

/** Streams a body into the files, compressed, under the name of its hash. An error of the body itself passes through. */
export async function writeBody(
  files: WholeFiles,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<{ readonly sha256: Sha256; readonly bytes: number }> {
  if (isWholeBody(body)) {
    const { sha256, bytes, pieces } = packWhole(body)
    signal.throwIfAborted()
    await files.replace(bodyName(sha256), pieces)
    signal.throwIfAborted()
    return { sha256, bytes }
  }
  await using draft = await files.draft()
  const packed = await pack(body, signal, (pieces) => draft.handle.writeFile(pieces))
  // Also where the body is known: one more whole copy heals one that a disk has damaged.
  await draft.replace(bodyName(packed.sha256))
  return packed
}

/** So many bytes are read at once. */
const highWaterMark = 131_072

/** The body of this hash, piece by piece. What came is judged after the last piece: ARCHIVE_DAMAGED. */
export async function* readBody(directory: string, wanted: Sha256): AsyncIterable<Uint8Array> {
  const file = await openBody(directory, wanted)
  yield* unpack(file.createReadStream({ highWaterMark }), wanted)
}

async function openBody(directory: string, hash: Sha256): Promise<FileHandle> {
  const name = bodyName(hash)
  try {
    return await open(join(directory, name))
  } catch (error) {
    throw isCode(error, 'ENOENT') ? feedError('ARCHIVE_MISSING', { hash }, { cause: error }) : error
  }
}
