import { crc32 } from 'node:zlib'
import type * as Yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { type FeedError, feedError, said } from '../errors/feed-error.ts'
import { checkedMember } from './member-name.ts'

/** One file of an archive. */
export interface Member {
  readonly name: string
  /** Bytes after inflating, as the archive claims; reading another number of bytes is an error. */
  readonly size: number
  /** Inflates while it is read; ends in an error unless size and checksum are right. */
  read(signal: AbortSignal): AsyncIterable<Uint8Array>
}

/** The files of a zip in the order of their names. Every name of the archive is checked, wanted or not. */
export async function zipMembers(
  archive: Uint8Array,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Member[]> {
  const yauzl = await import('./yauzl.ts')
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength)
  const file = await new Promise<ZipFile>((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: false }
    yauzl.fromBuffer(bytes, options, (error, opened) => (error ? reject(zipError(error)) : resolve(opened)))
  })
  if (file.entryCount > limit) throw feedError('UNPACK_TOO_MANY', { members: file.entryCount, limit })
  const members = new Map<string, Member>()
  const spans: Span[] = []
  try {
    for await (const entry of file.eachEntry()) {
      signal.throwIfAborted()
      const name = nameOf(entry, yauzl)
      spans.push(spanOf(entry))
      if (name.endsWith('/')) continue
      if (members.has(name)) throw feedError('UNPACK_DUPLICATE', { member: name })
      members.set(name, {
        name,
        size: entry.uncompressedSize,
        read: (until) => read(file, entry, name, until),
      })
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw zipError(thrown)
  }
  checkSpans(spans)
  return [...members.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** The file type of Unix stands in the upper half, whatever system the archive says it is of. */
const isLink = ({ externalFileAttributes }: Entry): boolean =>
  ((externalFileAttributes >>> 16) & 0o170000) === 0o120000

/** Where the data of a member lie, at least. */
interface Span {
  readonly from: number
  readonly to: number
}
const localHeader = 30

const spanOf = ({ relativeOffsetOfLocalHeader: from, fileNameRaw, compressedSize }: Entry): Span => ({
  from,
  to: from + localHeader + fileNameRaw.byteLength + compressedSize,
})

/** Members that share their bytes are how a small archive becomes a large one. */
function checkSpans(spans: readonly Span[]): void {
  const sorted = spans.toSorted((a, b) => a.from - b.from)
  if (sorted.every(({ to }, index) => to <= (sorted[index + 1]?.from ?? Infinity))) return
  throw feedError('UNPACK_DAMAGED', { what: 'The archive', problem: 'its members overlap' })
}

function nameOf(entry: Entry, yauzl: Pick<typeof Yauzl, 'getFileNameLowLevel'>): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry
  const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)
  return checkedMember(name)
}

async function* read(
  file: ZipFile,
  entry: Entry,
  name: string,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  if (isLink(entry)) throw feedError('UNPACK_NO_FILE', { member: name, kind: 'symlink' })
  if (entry.isEncrypted()) throw feedError('UNPACK_ENCRYPTED', { member: name })
  if (!entry.canDecodeFileData())
    throw feedError('UNPACK_METHOD', { member: name, method: entry.compressionMethod })
  const damaged = (problem: string, cause?: unknown): FeedError =>
    feedError(
      'UNPACK_DAMAGED',
      { what: `The member ${name}`, problem: problem.replace(/\.$/, '') },
      { cause },
    )
  let checksum = 0
  try {
    const stream = await file.openReadStreamPromise(entry)
    try {
      for await (const piece of stream) {
        signal.throwIfAborted()
        checksum = crc32(piece as Uint8Array, checksum)
        yield piece as Uint8Array
      }
    } finally {
      stream.destroy()
    }
  } catch (thrown) {
    signal.throwIfAborted()
    throw damaged(said(thrown), thrown)
  }
  if (checksum !== entry.crc32) throw damaged('its checksum is wrong')
}

/** yauzl knows its errors by their text only. */
function zipError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || 'code' in thrown) return thrown
  if (/End of central directory|unexpected EOF/i.test(thrown.message))
    return feedError('UNPACK_TRUNCATED', { format: 'zip' }, { cause: thrown })
  const problem = thrown.message.replace(/\.$/, '')
  return feedError('UNPACK_DAMAGED', { what: 'The archive', problem }, { cause: thrown })
}
