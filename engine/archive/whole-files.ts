import { randomUUID } from 'node:crypto'
import { closeSync, fsync, linkSync, openSync, renameSync, rmSync, writev, writevSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { makeFolder } from '../flow/make-folder.ts'

/** A file in the making. Nobody finds it before it gets its name; when it is disposed without one, it is gone. */
export interface Draft extends AsyncDisposable {
  readonly handle: FileHandle
  /** Gives what was written its name, instead of whatever had it. Durable when it resolves. */
  replace(name: string): Promise<void>
  /** The same, unless the name is taken: then false, and what has it is durable. */
  create(name: string): Promise<boolean>
}

/**
 * A folder in which every name leads to a whole file or to none, whenever the process or the power goes. Names are
 * relative paths. Several processes may share it.
 */
export interface WholeFiles {
  draft(): Promise<Draft>
  /** The same for what lies in memory, piece behind piece. */
  replace(name: string, pieces: readonly Uint8Array[]): Promise<void>
  create(name: string, pieces: readonly Uint8Array[]): Promise<boolean>
}

const oldMilliseconds = 24 * 60 * 60 * 1_000

/** Makes the folder with its first draft. `unfinished` is where drafts lie in it. */
export function wholeFiles(directory: string, unfinished = 'temporary'): WholeFiles {
  const root = resolve(directory)
  const temporary = join(root, unfinished)
  const known = new Set<string>()
  let swept = false

  /** Also where another process has made the folder: it may not have come to synchronising it. */
  async function ensure(folder: string): Promise<void> {
    if (known.has(folder)) return
    if (folder === root) makeFolder(root)
    else {
      await ensure(dirname(folder))
      await mkdir(folder).catch(unlessThere)
      await synchronise(dirname(folder))
    }
    known.add(folder)
  }

  /** Before its first draft is written into it. */
  async function place(): Promise<string> {
    await ensure(temporary)
    return join(temporary, randomUUID())
  }

  /** What was written is durable before it has its name, and the name before this resolves. */
  async function name<T>(as: string, durable: Promise<void>, move: (target: string) => T): Promise<T> {
    const target = join(root, as)
    const folder = ensure(dirname(target))
    folder.catch(() => undefined)
    await durable
    await folder
    const moved = move(target)
    await synchronise(dirname(target))
    return moved
  }

  async function sweepOnce(path: string): Promise<void> {
    if (swept) return
    swept = true
    await sweep(temporary, (await stat(path)).mtimeMs - oldMilliseconds)
  }

  async function draft(): Promise<Draft> {
    const path = await place()
    const handle = await open(path, 'wx')
    await sweepOnce(path)
    let isThere = true
    return {
      handle,
      replace: (as) =>
        name(as, handle.sync(), (target) => {
          renameSync(path, target)
          isThere = false
        }),
      create: (as) => name(as, handle.sync(), (target) => linked(path, target)),
      async [Symbol.asyncDispose]() {
        await handle.close()
        if (isThere) await unlink(path).catch(unlessGone)
      },
    }
  }

  async function write(as: string, pieces: readonly Uint8Array[], isOnlyNew: boolean): Promise<boolean> {
    const path = await place()
    // To open and close a file takes less time than to hand that over; the disk is waited for elsewhere.
    const descriptor = openSync(path, 'wx')
    let isThere = true
    try {
      await sweepOnce(path)
      await writeAll(descriptor, pieces)
      return await name(as, synchronised(descriptor), (target) => {
        if (isOnlyNew) return linked(path, target)
        renameSync(path, target)
        isThere = false
        return true
      })
    } finally {
      closeSync(descriptor)
      if (isThere) rmSync(path, { force: true })
    }
  }

  return {
    draft,
    replace: async (as, pieces) => void (await write(as, pieces, false)),
    create: (as, pieces) => write(as, pieces, true),
  }
}

/** So few bytes are given to the system at once: the disk is at work on them while the caller goes on. */
const fewBytes = 1_000_000

async function writeAll(descriptor: number, pieces: readonly Uint8Array[]): Promise<void> {
  let rest = pieces
  let bytes = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
  while (bytes > 0) {
    const isFew = bytes <= fewBytes
    // oxlint-disable-next-line no-await-in-loop -- what is left, if a disk did not take all at once
    const written = isFew ? writevSync(descriptor, rest) : (await gathered(descriptor, rest)).bytesWritten
    bytes -= written
    if (bytes > 0) rest = [Buffer.concat(rest).subarray(written)]
  }
}

/** Is this the error of the system with that code? */
export const isCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code

/** A link, unlike a rename, never takes a name away from another file. */
function linked(path: string, target: string): boolean {
  try {
    linkSync(path, target)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

function unlessThere(error: unknown): void {
  if (!isCode(error, 'EEXIST')) throw error
}

function unlessGone(error: unknown): void {
  if (!isCode(error, 'ENOENT')) throw error
}

const synchronised = promisify(fsync)
const gathered = promisify(writev)

/** A folder is opened and closed in less time than it takes to hand that over; the disk is waited for elsewhere. */
async function synchronise(folder: string): Promise<void> {
  const descriptor = openSync(folder, 'r')
  try {
    await synchronised(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Removes what processes left behind that were killed long ago. The file system's own clock tells how long. */
async function sweep(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined && found.mtimeMs < before) await rm(path, { force: true })
  }
}
