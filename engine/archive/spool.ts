import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type FeedError, feedError, said } from '../errors/feed-error.ts'

/** Bytes that are to be sent, as often as it takes. */
export interface Content {
  readonly bytes: number
  /** SHA-256 in base64, as S3 wants it. */
  readonly checksum: string
  /** All of them, from the first one: a stream, which the SDK sends once and does not repeat by itself. */
  body(): Readable
}
interface Spool extends AsyncDisposable {
  /** Takes everything, once. Fails with ARCHIVE_FAILED where a disk is full. */
  fill(pieces: AsyncIterable<Uint8Array>): Promise<void>
  content(): Content
}

/** More than this goes into a file. */
const mostInMemory = 1_000_000
const pieceBytes = 65_536

/**
 * Holds bytes until all of them have come: in memory or, when they are many, in a temporary file. The file has no name
 * from its first moment on, so that nothing of it is left, whenever the process goes.
 */
export function spool(directory: string = tmpdir()): Spool {
  const hash = createHash('sha256')
  let pieces: Uint8Array[] = []
  let held = 0
  let bytes = 0
  let file: FileHandle | undefined

  async function spill(): Promise<void> {
    try {
      file ??= await nameless(directory)
      // All of them: one call of the system may take some, on a disk that is nearly full.
      await file.writeFile(pieces)
    } catch (error) {
      throw failed(directory, error)
    }
    pieces = []
    held = 0
  }

  return {
    async fill(source) {
      for await (const piece of source) {
        hash.update(piece)
        bytes += piece.byteLength
        held += piece.byteLength
        pieces.push(piece)
        if (held > mostInMemory) await spill()
      }
      if (file !== undefined && held > 0) await spill()
    },
    content() {
      const checksum = hash.copy().digest('base64')
      const whole = file
      const source = whole === undefined ? () => [Buffer.concat(pieces)] : () => read(whole, directory)
      return { bytes, checksum, body: () => Readable.from(source(), { objectMode: false }) }
    },
    async [Symbol.asyncDispose]() {
      await file?.close()
    },
  }
}

/** The content of a text. */
export function textContent(text: string): Content {
  const bytes = Buffer.from(text)
  const checksum = createHash('sha256').update(bytes).digest('base64')
  return { bytes: bytes.byteLength, checksum, body: () => Readable.from([bytes], { objectMode: false }) }
}

/** From the first byte, whoever else reads. A stream of the handle's own would close it at its end. */
async function* read(file: FileHandle, directory: string): AsyncIterable<Uint8Array> {
  try {
    for (let position = 0; ; ) {
      // oxlint-disable-next-line no-await-in-loop -- one piece after the other
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(pieceBytes), position })
      if (bytesRead === 0) return
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } catch (error) {
    throw failed(directory, error)
  }
}

const failed = (directory: string, error: unknown): FeedError =>
  feedError('ARCHIVE_FAILED', { directory, why: said(error) }, { cause: error })

async function nameless(directory: string): Promise<FileHandle> {
  const path = join(directory, `canvass-spool-${randomUUID()}`)
  const handle = await open(path, 'wx+', 0o600)
  await rm(path)
  return handle
}
