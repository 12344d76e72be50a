import { join } from 'node:path'
import { folderArchive } from '../archive/folder.ts'
import type { Config } from '../config.ts'
import { sqliteLog } from '../log/sqlite.ts'
import { environmentSecrets } from '../secrets/environment.ts'
import type { Surroundings } from '../source/source.ts'
import { stateStore } from '../state/protocol.ts'
import { sqliteStateHome } from '../state/sqlite.ts'
import { systemClock } from '../time/system-clock.ts'
import { ndjsonTrace } from '../trace/ndjson.ts'
import type { PollHomes } from './every-port.ts'

/** The homes of one machine, as far as a poll needs them, in the same files as ever. DATABASE_UNUSABLE. */
export function embeddedPollHomes(
  config: Pick<Config, 'data' | 'environment'>,
  surroundings: Surroundings,
): PollHomes {
  const below = (name: string): string => join(config.data, name)
  const opened = new AsyncDisposableStack()
  try {
    const trace = ndjsonTrace(below('trace.ndjson'))
    opened.defer(() => trace.flush())
    return {
      state: opened.use(stateStore(sqliteStateHome(below('state.sqlite')))),
      archive: folderArchive(below('archive')),
      log: opened.use(sqliteLog(below('log.sqlite'), { clock: systemClock }).log),
      trace,
      secrets: environmentSecrets(config.environment),
      clock: systemClock,
      ...surroundings,
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  } catch (error) {
    void opened.disposeAsync()
    throw error
  }
}
