import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { feedError } from '../errors/feed-error.ts'
import { makeFolder } from '../flow/make-folder.ts'

/** Says that a folder belongs to rehearsals, and may be emptied. */
const mark = 'REHEARSAL'

/** An empty folder for the stores of a rehearsal. What an earlier one left is deleted; what is no rehearsal's is not. */
export function freshFolder(path: string): void {
  if (existsSync(path) && readdirSync(path).length > 0) {
    if (!existsSync(join(path, mark))) throw feedError('REHEARSE_DATA_TAKEN', { path })
    rmSync(path, { recursive: true })
  }
  makeFolder(path)
  writeFileSync(join(path, mark), 'The stores of a rehearsal. The next rehearsal deletes this folder.\n')
}
