import { randomUUID } from 'node:crypto'
import { closeSync, fsync, openSync } from 'node:fs'
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises'
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

  async function draft(): Promise<Draft> {
    await ensure(temporary)
    const path = join(temporary, randomUUID())
    const handle = await open(path, 'wx')
    if (!swept) {
      swept = true
      await sweep(temporary, (await handle.stat()).mtimeMs - oldMilliseconds)
    }
    let isThere = true
    async function name<T>(as: string, move: (target: string) => Promise<T>): Promise<T> {
      const target = join(root, as)
      const folder = ensure(dirname(target))
      folder.catch(() => undefined)
      await handle.sync()
      await folder
      const moved = await move(target)
      await synchronise(dirname(target))
      return moved
    }
    return {
      handle,
      replace: (as) =>
        name(as, async (target) => {
          await rename(path, target)
          isThere = false
        }),
      create: (as) => name(as, (target) => linked(path, target)),
      async [Symbol.asyncDispose]() {
        await handle.close()
        if (isThere) await unlink(path).catch(unlessGone)
      },
    }
  }

  return { draft }
}

/** Is this the error of the system with that code? */
export const isCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === code

/** A link, unlike a rename, never takes a name away from another file. */
async function linked(path: string, target: string): Promise<boolean> {
  try {
    await link(path, target)
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
