import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { folderArchive } from '../archive/folder.ts'
import type { Config } from '../config.ts'
import { folderTarget } from '../export/folder-target.ts'
import { newMeter } from '../flow/meter.ts'
import { inMemory } from '../flow/sqlite.ts'
import { sqliteLog } from '../log/sqlite.ts'
import { plainDesk } from '../plan/desk.ts'
import { webhookOver } from '../process/tell/webhook.ts'
import { sqliteRegister } from '../register/sqlite.ts'
import { sqliteResults } from '../results/sqlite.ts'
import { environmentSecrets } from '../secrets/environment.ts'
import { stateStore } from '../state/protocol.ts'
import { sqliteStateHome } from '../state/sqlite.ts'
import { systemClock } from '../time/system-clock.ts'
import { ndjsonTrace } from '../trace/ndjson.ts'
import { ndjsonReader } from '../trace/ndjson-reader.ts'
import { severalTraces } from '../trace/several.ts'
import type { Homes, HomesParts } from './every-port.ts'
import { exportsTo } from './exports.ts'

/** The homes of one machine, in files below `config.data`, which are made where there are none. DATABASE_UNUSABLE. */
export function embeddedHomes(
  config: Pick<Config, 'data' | 'environment' | 'alertWebhook'>,
  {
    clock = systemClock,
    trace: also,
    surroundings,
    desk = plainDesk,
    exports,
    reading = false,
  }: HomesParts = {},
): Homes {
  const below = (name: string): string => join(config.data, name)
  const database = (name: string): string => (reading && !existsSync(below(name)) ? inMemory : below(name))
  const opened = new AsyncDisposableStack()
  try {
    const file = ndjsonTrace(below('trace.ndjson'))
    const trace = also === undefined ? file : severalTraces([file, also])
    opened.defer(() => trace.flush())
    const state = opened.use(stateStore(sqliteStateHome(database('state.sqlite'))))
    const messages = sqliteLog(database('log.sqlite'), { clock })
    const log = opened.use(messages.log)
    const results = opened.use(sqliteResults(database('results.sqlite')))
    const register = opened.use(sqliteRegister(database('register.sqlite')))
    const secrets = environmentSecrets(config.environment)
    const address = config.alertWebhook
    const reader = (group: string) => opened.use(messages.reader(group))
    const target = exports?.target ?? folderTarget(below('exports'))
    opened.defer(() => exports?.target[Symbol.dispose]?.())
    return {
      state,
      archive: folderArchive(below('archive')),
      log,
      results,
      register,
      desk,
      trace,
      traces: ndjsonReader(below('trace.ndjson')),
      meter: newMeter(),
      secrets,
      webhook: address === undefined ? undefined : webhookOver({ address, secrets, clock }),
      clock,
      ...surroundings,
      exports: exportsTo(target, exports?.formats, reader),
      reader,
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  } catch (error) {
    void opened.disposeAsync()
    throw error
  }
}
