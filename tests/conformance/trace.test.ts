import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TraceEvent } from '../../engine/trace/events.ts'
import { ndjsonTrace } from '../../engine/trace/ndjson.ts'
import { traceConformance } from './trace.ts'

traceConformance('the NDJSON file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-trace-'))
  const file = join(directory, 'below', 'trace.ndjson')
  return {
    sink: ndjsonTrace(file),
    reopen: async () => ndjsonTrace(file),
    async arrived() {
      if (!existsSync(file)) return []
      const lines = readFileSync(file, 'utf8').split('\n')
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as TraceEvent)
    },
    async breakDown() {
      // A folder where the file should be: nobody can append to it, whoever they are.
      renameSync(file, `${file}.kept`)
      mkdirSync(file)
      return async () => {
        rmSync(file, { recursive: true })
        renameSync(`${file}.kept`, file)
      }
    },
    async close() {
      rmSync(directory, { recursive: true })
    },
  }
})
