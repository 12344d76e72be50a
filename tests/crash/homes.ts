import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Archive } from '../../engine/archive/archive.ts'
import { folderArchive } from '../../engine/archive/folder.ts'
import type { Reader } from '../../engine/log/log.ts'
import { sqliteLog } from '../../engine/log/sqlite.ts'
import { sqliteResults } from '../../engine/results/sqlite.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { sqliteStateHome } from '../../engine/state/sqlite.ts'
import type { Stores } from './faults.ts'

/** Where a world keeps everything: on one machine, or at real servers. */
export interface WorldHomes {
  /** The ones that count now: `restore` may put others in their place. */
  readonly stores: Stores
  reader(group: string): Reader
  results(): ResultStore
  /** The state as a backup keeps it. Afterwards `restore` puts it back. */
  backUp(): Promise<void>
  restore(): Promise<void>
  close(): Promise<void>
}

/** Files in a folder; the archive may be another. */
export function embeddedHomes(directory: string, archive?: Archive): WorldHomes {
  const stateFile = join(directory, 'state.sqlite')
  const opened = sqliteLog(join(directory, 'log.sqlite'), { partitions: 2 })
  const stores = {
    home: sqliteStateHome(stateFile),
    archive: archive ?? folderArchive(join(directory, 'archive')),
    log: opened.log,
  }
  let results: ResultStore | undefined
  return {
    stores,
    reader: (group) => opened.reader(group),
    results: () => (results ??= sqliteResults(join(directory, 'results.sqlite'))),
    async backUp() {
      rmSync(`${stateFile}.backup`, { force: true })
      const database = new DatabaseSync(stateFile)
      database.exec(`VACUUM INTO '${stateFile}.backup'`)
      database.close()
    },
    async restore() {
      await stores.home[Symbol.asyncDispose]()
      for (const end of ['', '-wal', '-shm']) rmSync(stateFile + end, { force: true })
      const backup = new DatabaseSync(`${stateFile}.backup`)
      backup.exec(`VACUUM INTO '${stateFile}'`)
      backup.close()
      stores.home = sqliteStateHome(stateFile)
    },
    async close() {
      await stores.home[Symbol.asyncDispose]()
      await opened.log[Symbol.asyncDispose]()
      await results?.[Symbol.asyncDispose]()
    },
  }
}
