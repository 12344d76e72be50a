import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { pipeline as flow } from 'node:stream/promises'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { feedError } from '../errors/feed-error.ts'
import { abortable } from '../flow/abortable.ts'
import type { Sha256 } from '../model/ids.ts'
import { isCode, type WholeFiles } from './whole-files.ts'

/** Where the body of this hash lies: 256 folders keep each one small. */
const bodyName = (hash: string): string => join('bodies', hash.slice(0, 2), `${hash}.zst`)

/** Streams a body into the files, compressed, under the name of its hash. An error of the body itself passes through. */
export async function writeBody(
  files: WholeFiles,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<{ readonly sha256: Sha256; readonly bytes: number }> {
  await using draft = await files.draft()
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(): AsyncIterable<Uint8Array> {
    for await (const piece of abortable(body, signal)) {
      hash.update(piece)
      bytes += piece.byteLength
      yield piece
    }
  }
  await flow(counted(), createZstdCompress(), (source) => draft.handle.writeFile(source))
  const sha256 = hash.digest('hex') as Sha256
  // Also where the body is known: one more whole copy heals one that a disk has damaged.
  await draft.replace(bodyName(sha256))
  return { sha256, bytes }
}

/** The body of this hash, piece by piece. What came is judged after the last piece: ARCHIVE_DAMAGED. */
export async function* readBody(directory: string, wanted: Sha256): AsyncIterable<Uint8Array> {
  const file = await openBody(directory, wanted)
  const hash = createHash('sha256')
  const inflated = createZstdDecompress()
  pipeline(file.createReadStream(), inflated, () => {
    // Errors reach the reader through the loop below.
  })
  try {
    for await (const piece of inflated as AsyncIterable<Uint8Array>) {
      hash.update(piece)
      yield piece
    }
  } catch (error) {
    if (!isZstdError(error)) throw error
    throw feedError('ARCHIVE_DAMAGED', { hash: wanted, found: hash.digest('hex') }, { cause: error })
  }
  const found = hash.digest('hex')
  if (found !== wanted) throw feedError('ARCHIVE_DAMAGED', { hash: wanted, found })
}

async function openBody(directory: string, hash: Sha256): Promise<FileHandle> {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw feedError('ARCHIVE_MISSING', { hash })
  try {
    return await open(join(directory, bodyName(hash)))
  } catch (error) {
    throw isCode(error, 'ENOENT') ? feedError('ARCHIVE_MISSING', { hash }, { cause: error }) : error
  }
}

const isZstdError = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && /^(ZSTD_|Z_)/.test(String(thrown.code))
