import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ConsumeHomes } from '../../../engine/entry/consume.ts'
import { exportsTo } from '../../../engine/entry/exports.ts'
import { sqliteLog } from '../../../engine/log/sqlite.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { sqliteResults } from '../../../engine/results/sqlite.ts'
import { fastest } from '../../crash/world.ts'
import { memoryTarget } from './memory-target.ts'

/** Where everything of one night lies: what any consumer of it shares with the others. */
export type NightHomes = Pick<ConsumeHomes, 'log' | 'reader' | 'results' | 'register' | 'exports'> &
  AsyncDisposable

export const partitions = 3

/** Files of one machine, in a folder that is gone with them. */
export function embeddedHomes(): NightHomes & { readonly directory: string } {
  const directory = mkdtempSync(join(fastest, 'canvass-desk-'))
  const messages = sqliteLog(join(directory, 'log.sqlite'), { partitions })
  const results = sqliteResults(join(directory, 'results.sqlite'))
  const register = sqliteRegister(join(directory, 'register.sqlite'))
  return {
    directory,
    log: messages.log,
    reader: (group) => messages.reader(group),
    results,
    register,
    exports: exportsTo(memoryTarget(), ['csv'], (group) => messages.reader(group)),
    async [Symbol.asyncDispose]() {
      for (const one of [messages.log, results, register]) await one[Symbol.asyncDispose]()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
