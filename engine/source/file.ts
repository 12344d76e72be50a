import type { BigIntStats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { type Static, Type } from 'typebox'
import { component, type Site } from '../component.ts'
import { feedError, said } from '../errors/feed-error.ts'
import { RequestName } from './connection-options.ts'
import { errorCode } from './error-code.ts'
import type { FetchContext, Fetched, Source } from './source.ts'

const PathText = Type.String({
  minLength: 1,
  description: 'The path of a file; a relative one starts at the folder of the spec.',
})
const options = Type.Object(
  {
    path: Type.Optional(PathText),
    files: Type.Optional(
      Type.Record(RequestName, PathText, {
        minProperties: 1,
        additionalProperties: false,
        description: 'Several files of one poll: the path of each by its name; read in this order.',
      }),
    ),
  },
  { additionalProperties: false },
)
type Options = Static<typeof options>
const pieceBytes = 65_536

/** A file is taken to be the same as long as path, size, time of change and inode are; one that changes while it is read is an error. */
export const file = component({
  type: 'file',
  summary: 'Reads files of this machine, and only when they have changed.',
  options,
  create(spec: Options, site): Source {
    const files = filesOf(spec, site)
    const folder = dirname(site.position()?.file ?? '.')
    return {
      requests: files.map(([name]) => name),
      async *fetch(context): AsyncIterable<Fetched> {
        for (const [request, origin] of files) {
          context.signal.throwIfAborted()
          const path = isAbsolute(origin) ? origin : join(folder, origin)
          await using handle = await openFile(path, origin)
          const before = await handle.stat({ bigint: true })
          const cursor = { file: identity(origin, before) }
          if (context.cursors[request]?.file === cursor.file) {
            yield { kind: 'unmodified', request }
            continue
          }
          if (before.size === 0n) throw feedError('SOURCE_EMPTY', { origin })
          if (before.size > context.maxBytes)
            throw feedError('SOURCE_TOO_LARGE', { origin, limit: context.maxBytes })
          const body = piecesOf(handle, before, origin, context)
          yield { kind: 'payload', payload: { request, origin, body }, cursor }
        }
      },
    }
  },
})

function filesOf({ path, files }: Options, site: Site): readonly (readonly [name: string, path: string])[] {
  if ((path === undefined) === (files === undefined)) {
    const problem = path === undefined ? 'There is no file to read' : 'Both path and files say what to read'
    const advice = 'Give either one path, or several files, each with a name and a path'
    site.report(feedError('SOURCE_OPTIONS_UNCLEAR', { problem, advice }, { at: site.position() }))
  }
  return [...(path === undefined ? [] : [['main', path] as const]), ...Object.entries(files ?? {})]
}

async function openFile(path: string, origin: string): Promise<FileHandle> {
  try {
    // Asked before opening: opening a pipe waits until somebody writes to it.
    if (!(await stat(path)).isFile()) throw feedError('SOURCE_NOT_A_FILE', { origin })
    return await open(path)
  } catch (error) {
    throw fileFailure(error, origin)
  }
}

/** A file replaced by renaming has another inode; one written in place another time. */
const identity = (origin: string, { size, mtimeNs, ino }: BigIntStats): string =>
  `${origin} ${size} ${mtimeNs} ${ino}`

async function* piecesOf(
  handle: FileHandle,
  before: BigIntStats,
  origin: string,
  { signal }: FetchContext,
): AsyncIterable<Uint8Array> {
  let seen = 0n
  try {
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead, buffer } = await handle.read(
        Buffer.allocUnsafe(pieceBytes),
        0,
        pieceBytes,
        Number(seen),
      )
      seen += BigInt(bytesRead)
      if (seen > before.size) throw feedError('SOURCE_CHANGED', { origin })
      if (bytesRead === 0) break
      yield buffer.subarray(0, bytesRead)
    }
    const after = await handle.stat({ bigint: true })
    if (seen !== before.size || after.size !== before.size || after.mtimeNs !== before.mtimeNs)
      throw feedError('SOURCE_CHANGED', { origin })
  } catch (error) {
    throw fileFailure(error, origin)
  }
}

function fileFailure(error: unknown, origin: string): unknown {
  const code = errorCode(error)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return feedError('SOURCE_MISSING', { origin }, { cause: error })
  if (code === 'EACCES' || code === 'EPERM') return feedError('SOURCE_DENIED', { origin }, { cause: error })
  if (code?.startsWith('E') !== true || code.startsWith('ERR_')) return error
  return feedError('SOURCE_FAILED', { origin, reason: said(error) }, { cause: error })
}
