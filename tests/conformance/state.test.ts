import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteStateHome } from '../../engine/state/sqlite.ts'
import { changeHead } from '../helpers/change-head.ts'
import { stateConformance } from './state.ts'

stateConformance('SQLite', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-state-'))
  const file = join(directory, 'state.sqlite')
  const home = sqliteStateHome(file)
  return {
    home,
    damage: (feed, change) => changeHead(file, feed, change),
    async close() {
      await home[Symbol.asyncDispose]()
      rmSync(directory, { recursive: true })
    },
  }
})
