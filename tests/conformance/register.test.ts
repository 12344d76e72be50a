import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Register } from '../../engine/register/register.ts'
import { sqliteRegister } from '../../engine/register/sqlite.ts'
import { registerConformance } from './register.ts'

registerConformance('SQLite', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'canvass-register-'))
  const opened: Register[] = []
  const open = (): Register => {
    const register = sqliteRegister(join(directory, 'register.sqlite'))
    opened.push(register)
    return register
  }
  return {
    register: open(),
    reopen: async () => open(),
    async close() {
      await Promise.all(opened.map((register) => register[Symbol.asyncDispose]()))
      rmSync(directory, { recursive: true })
    },
  }
})
