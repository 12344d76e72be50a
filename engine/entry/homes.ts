import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { folderArchive } from '../archive/folder.ts'
import type { Config } from '../config.ts'
import { inMemory } from '../flow/sqlite.ts'
import type { Reader } from '../log/log.ts'
import { sqliteLog } from '../log/sqlite.ts'
import type { PollPorts } from '../poll/ports.ts'
import { sqliteResults } from '../results/sqlite.ts'
import type { ResultStore } from '../results/store.ts'
import { environmentSecrets } from '../secrets/environment.ts'
import { stateStore } from '../state/protocol.ts'
import { sqliteStateHome } from '../state/sqlite.ts'
import type { Clock } from '../time/clock.ts'
import { systemClock } from '../time/system-clock.ts'
import { ndjsonTrace } from '../trace/ndjson.ts'
import { severalTraces } from '../trace/several.ts'
import type { TraceSink } from '../trace/sink.ts'

/** Every port at work: what a poll needs, and the far side of the log. Disposing writes the trace out and closes all. */
export interface Homes extends PollPorts, AsyncDisposable {
  /** A new member of a consumer group. Closed with the homes, if not before. */
  reader(group: string): Reader
  readonly results: ResultStore
}

/**
 * The homes of one machine, in files below `config.data`, which are made where there are none. A trace that is given
 * hears everything beside the file. `reading`: who only looks makes none; what is not there reads as empty, and nothing
 * may be written. Fails with DATABASE_UNUSABLE.
 */
export function openHomes(
  config: Pick<Config, 'data' | 'environment'>,
  parts: { readonly clock?: Clock; readonly trace?: TraceSink; readonly reading?: boolean } = {},
): Homes {
  const { clock = systemClock } = parts
  const below = (name: string): string => join(config.data, name)
  const database = (name: string): string =>
    parts.reading === true && !existsSync(below(name)) ? inMemory : below(name)
  const opened = new AsyncDisposableStack()
  try {
    const file = ndjsonTrace(below('trace.ndjson'))
    const trace = parts.trace === undefined ? file : severalTraces([file, parts.trace])
    opened.defer(() => trace.flush())
    const state = opened.use(stateStore(sqliteStateHome(database('state.sqlite'))))
    const messages = sqliteLog(database('log.sqlite'), { clock })
    const log = opened.use(messages.log)
    const results = opened.use(sqliteResults(database('results.sqlite')))
    return {
      state,
      archive: folderArchive(below('archive')),
      log,
      results,
      trace,
      secrets: environmentSecrets(config.environment),
      clock,
      reader: (group) => opened.use(messages.reader(group)),
      [Symbol.asyncDispose]: () => opened.disposeAsync(),
    }
  } catch (error) {
    void opened.disposeAsync()
    throw error
  }
}
