import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteStateHome } from '../../engine/state/sqlite.ts'
import { stateConformance } from './state.ts'

stateConformance('SQLite', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-state-'))
  const home = sqliteStateHome(join(directory, 'state.sqlite'))
  return {
    home,
    async close() {
      await home[Symbol.asyncDispose]()
      rmSync(directory, { recursive: true })
    },
  }
})
