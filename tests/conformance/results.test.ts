import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteResults } from '../../engine/results/sqlite.ts'
import type { ResultStore } from '../../engine/results/store.ts'
import { resultsConformance } from './results.ts'

resultsConformance('SQLite', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-results-'))
  const opened: ResultStore[] = []
  const open = (): ResultStore => {
    const results = sqliteResults(join(directory, 'results.sqlite'))
    opened.push(results)
    return results
  }
  return {
    results: open(),
    reopen: async () => open(),
    async close() {
      await Promise.all(opened.map((results) => results[Symbol.asyncDispose]()))
      rmSync(directory, { recursive: true })
    },
  }
})
