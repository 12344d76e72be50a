import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteRegister } from '../../engine/register/sqlite.ts'
import { registerProcesses } from './register-processes.ts'

registerProcesses(
  async () => {
    const directory = mkdtempSync(join(tmpdir(), 'canvass-register-'))
    const place = join(directory, 'register.sqlite')
    const register = sqliteRegister(place)
    return {
      register,
      place,
      async [Symbol.asyncDispose]() {
        await register[Symbol.asyncDispose]()
        rmSync(directory, { recursive: true })
      },
    }
  },
  { each: 60, lives: 8 },
)
