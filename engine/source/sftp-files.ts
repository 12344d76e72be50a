import { posix } from 'node:path'
import type { SFTPWrapper, Stats } from 'ssh2'
import { FeedError, feedError, said } from '../errors/feed-error.ts'
import { addressOf, checkCount, checkedName, type FileServer } from './file-server.ts'
import type { ListedFile } from './newest-file.ts'
import { within } from './within.ts'

// Statuses of SFTP version 3 (draft-ietf-secsh-filexfer-02 §7).
const endOfFile = 1
const noSuchFile = 2
const permissionDenied = 3
const pieceBytes = 30_000
const piecesAhead = 16

export interface Reach {
  readonly files: SFTPWrapper
  /** `sftp://HOST`; with a path it is the origin of a file. */
  readonly host: string
  readonly signal: AbortSignal
  /** Milliseconds until each answer must be there. */
  readonly timeout: number
}

/** The files of a server whose session is open. */
export const sftpFiles = (reach: Reach): FileServer => ({
  origin: reach.host,
  list: (directory) => listFiles(reach, directory),
  stat: (path) => statFile(reach, path),
  read: (path, size) => readFile(reach, path, size),
})

/** The files of a directory, links to files included. */
async function listFiles(reach: Reach, directory: string): Promise<readonly ListedFile[]> {
  const { files } = reach
  const origin = addressOf(reach.host, directory)
  const handle = await asked<Buffer>(reach, directory, (done) => files.opendir(directory, done))
  try {
    const found: ListedFile[] = []
    for (;;) {
      const entries = await asked<Parameters<Parameters<SFTPWrapper['readdir']>[1]>[1] | undefined>(
        reach,
        directory,
        (done) =>
          files.readdir(handle, (error, list) =>
            statusOf(error) === endOfFile ? done(undefined, undefined) : done(error, list),
          ),
      )
      if (entries === undefined) return found
      for (const { filename: name, attrs } of entries) {
        if (name === '.' || name === '..') continue
        checkedName(name, origin)
        if (attrs.isDirectory()) continue
        const stats = attrs.isFile() ? attrs : await target(reach, posix.join(directory, name))
        if (stats?.isFile() === true) found.push(listed(name, stats))
      }
      checkCount(found.length, origin)
    }
  } finally {
    files.close(handle, () => undefined)
  }
}

/** What a link leads to. Undefined: to nothing. */
async function target(reach: Reach, path: string): Promise<Stats | undefined> {
  try {
    return await asked<Stats>(reach, path, (done) => reach.files.stat(path, done))
  } catch (error) {
    if (error instanceof FeedError && error.code === 'SOURCE_MISSING') return undefined
    throw error
  }
}

/** Size and time of a file as they are now. */
async function statFile(reach: Reach, path: string): Promise<ListedFile> {
  const stats = await asked<Stats>(reach, path, (done) => reach.files.stat(path, done))
  return listed(posix.basename(path), stats)
}

/** The first `size` bytes of a file, many requests under way at once; a file that is shorter or longer has changed. */
async function* readFile(reach: Reach, path: string, size: number): AsyncIterable<Uint8Array> {
  const { files, host } = reach
  const origin = addressOf(host, path)
  const handle = await asked<Buffer>(reach, path, (done) => files.open(path, 'r', done))
  const ahead: Promise<Uint8Array>[] = []
  let position = 0
  try {
    while (position < size || ahead.length > 0) {
      while (position < size && ahead.length < piecesAhead) {
        const piece = readPiece(reach, path, handle, position, Math.min(pieceBytes, size - position))
        // Awaited in its turn, or never when an earlier one fails.
        piece.catch(() => undefined)
        ahead.push(piece)
        position += pieceBytes
      }
      yield (await ahead.shift()) ?? new Uint8Array(0)
    }
    const beyond = await readOnce(reach, path, handle, size, 1)
    if (beyond.byteLength > 0) throw feedError('SOURCE_CHANGED', { origin })
  } finally {
    files.close(handle, () => undefined)
  }
}

/** Servers may give less than they are asked for (§6.4): asks for the rest until it is there. */
async function readPiece(
  reach: Reach,
  path: string,
  handle: Buffer,
  position: number,
  length: number,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let missing = length
  while (missing > 0) {
    const piece = await readOnce(reach, path, handle, position + length - missing, missing)
    if (piece.byteLength === 0) throw feedError('SOURCE_CHANGED', { origin: addressOf(reach.host, path) })
    pieces.push(piece)
    missing -= piece.byteLength
  }
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)
}

function readOnce(
  reach: Reach,
  path: string,
  handle: Buffer,
  position: number,
  length: number,
): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(length)
  return asked<Uint8Array>(reach, path, (done) =>
    reach.files.read(handle, buffer, 0, length, position, (error, count) => {
      if (statusOf(error) === endOfFile) done(undefined, buffer.subarray(0, 0))
      else done(error, buffer.subarray(0, count))
    }),
  )
}

const listed = (name: string, { size, mtime }: Stats): ListedFile => ({ name, size, modified: mtime })

type Done<T> = (error: Error | undefined, value: T) => void

/** Asks the server one thing; what fails is an error of the catalogue about the path. */
function asked<T>(reach: Reach, path: string, ask: (done: Done<T>) => void): Promise<T> {
  const { host, signal, timeout: milliseconds } = reach
  const origin = addressOf(host, path)
  const work = new Promise<T>((resolve, reject) => {
    const done: Done<T> = (error, value) => (error ? reject(remoteFailure(error, origin)) : resolve(value))
    try {
      ask(done)
    } catch (error) {
      // Asking throws once the connection is gone.
      reject(remoteFailure(error, origin))
    }
  })
  const late = () => feedError('SOURCE_TIMEOUT', { origin, waitedFor: 'an answer', milliseconds })
  return within(work, { milliseconds, signal, late })
}

function remoteFailure(error: unknown, origin: string): Error {
  const where = { cause: error }
  switch (statusOf(error)) {
    case noSuchFile:
      return feedError('SOURCE_MISSING', { origin }, where)
    case permissionDenied:
      return feedError('SOURCE_DENIED', { origin }, where)
    case undefined:
      return feedError('SOURCE_UNREACHABLE', { origin, reason: 'the connection was cut' }, where)
    default:
      return feedError('SOURCE_FAILED', { origin, reason: `the server says "${said(error)}"` }, where)
  }
}

/** The status of an SFTP answer; the library puts it on the error as a number. */
function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined
}
