import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteLog } from '../../engine/log/sqlite.ts'
import { logConformance } from './log.ts'

logConformance('the SQLite log', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-log-'))
  const open = (): ReturnType<typeof sqliteLog> => sqliteLog(join(directory, 'log.sqlite'))
  const opened = [open()]
  let topics = 0
  return {
    ...(opened[0] ?? open()),
    topic: async () => `topic-${(topics += 1)}`,
    async reopen() {
      const again = open()
      opened.push(again)
      return again
    },
    async close() {
      await Promise.all(opened.map(({ log }) => log[Symbol.asyncDispose]()))
      rmSync(directory, { recursive: true })
    },
  }
})
