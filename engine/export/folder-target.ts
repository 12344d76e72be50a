import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, rm } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { isCode, wholeFiles } from '../archive/whole-files.ts'
import { type FeedError, feedError, said } from '../errors/feed-error.ts'
import type { Sha256 } from '../model/ids.ts'
import type { ExportTarget } from './target.ts'

/** What is being written, and has no name yet. */
const unfinished = '.unfinished'

/** Exports in a folder, to be served as they lie there. Made with the first file. Fails with EXPORT_FAILED. */
export function folderTarget(directory: string): ExportTarget {
  const root = resolve(directory)
  const files = wholeFiles(root, unfinished)
  const failing = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw failed(root, path, error)
    }
  }
  return {
    place: root,
    write: (path, content, _about, signal) =>
      failing(path, async () => {
        signal.throwIfAborted()
        await using draft = await files.draft()
        await draft.handle.writeFile(content.body(), { signal })
        await draft.replace(path)
      }),
    look: (path, signal) =>
      failing(path, async () => {
        const hash = createHash('sha256')
        const found = await bytesOf(join(root, path))
        if (found === undefined) return undefined
        for await (const piece of found) {
          signal.throwIfAborted()
          hash.update(piece)
        }
        return hash.digest('hex') as Sha256
      }),
    read: (path, signal) =>
      failing(path, async () => {
        signal.throwIfAborted()
        return await bytesOf(join(root, path))
      }),
    remove: (path, signal) =>
      failing(path, async () => {
        signal.throwIfAborted()
        await rm(join(root, path), { force: true })
      }),
    async *list(prefix, signal) {
      for (const path of await failing(prefix, () => allIn(root))) {
        signal.throwIfAborted()
        if (path.startsWith(prefix)) yield path
      }
    },
  }
}

/** Opened at once: what takes the name afterwards changes nothing of what is read. */
async function bytesOf(file: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  try {
    const handle = await open(file)
    return createReadStream('', { fd: handle, autoClose: true })
  } catch (error) {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return undefined
    throw error
  }
}

async function allIn(root: string): Promise<readonly string[]> {
  try {
    const found = await readdir(root, { recursive: true, withFileTypes: true })
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !path.startsWith(`${unfinished}/`))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

const failed = (directory: string, path: string, error: unknown): FeedError | Error =>
  error instanceof Error && error.name === 'AbortError'
    ? error
    : feedError('EXPORT_FAILED', { place: directory, path, why: said(error) }, { cause: error })
