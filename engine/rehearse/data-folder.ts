import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { feedError, said } from '../errors/feed-error.ts'
import { makeFolder } from '../flow/make-folder.ts'

/** Says that a folder belongs to rehearsals and may be emptied; locked by the one that is under way. */
const mark = 'rehearsal.lock'

/**
 * An empty folder for the stores of a rehearsal, its own until it is disposed of. What an earlier one left is deleted;
 * what is no rehearsal's, or another's under way, is REHEARSE_DATA_TAKEN.
 */
export function freshFolder(path: string): Disposable & { readonly path: string } {
  const entries = madeFolder(path)
  if (entries.length > 0 && !entries.includes(mark)) {
    throw feedError('REHEARSE_DATA_TAKEN', { path, problem: 'is not empty, and was not made by a rehearsal' })
  }
  const lock = locked(path)
  for (const name of entries) {
    if (!name.startsWith(mark)) rmSync(join(path, name), { recursive: true })
  }
  return { path, [Symbol.dispose]: () => lock.close() }
}

/** Makes the folder where there is none, and says what it holds. */
function madeFolder(path: string): readonly string[] {
  try {
    makeFolder(path)
    return readdirSync(path)
  } catch (error) {
    const problem = `can not be a folder of stores: ${said(error)}`
    throw feedError('REHEARSE_DATA_TAKEN', { path, problem }, { cause: error })
  }
}

/** The folder of an earlier rehearsal, with all that it left. REHEARSE_NOT_BEGUN, REHEARSE_DATA_TAKEN. */
export function formerFolder(path: string): Disposable & { readonly path: string } {
  if (!existsSync(join(path, mark))) throw feedError('REHEARSE_NOT_BEGUN', { path })
  const lock = locked(path)
  return { path, [Symbol.dispose]: () => lock.close() }
}

/** The file that says how its night is gone on with. */
const again = 'again'

/** Notes the command by which the night of this folder goes on. */
export const noteAgain = (path: string, command: string): void =>
  writeFileSync(join(path, again), `${command}\n`)

/** The command by which the night of this folder goes on. Undefined: these are no stores of a rehearsal. */
export function againIn(path: string): string | undefined {
  if (!existsSync(join(path, mark))) return undefined
  const file = join(path, again)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'npx feed rehearse --resume'
}

/** The system itself lets go of it, however the process ends. */
function locked(path: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, mark), { timeout: 0 })
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    const problem = 'is used by another rehearsal right now'
    throw feedError('REHEARSE_DATA_TAKEN', { path, problem }, { cause: error })
  }
}
