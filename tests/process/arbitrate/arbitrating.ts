import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sqliteLog } from '../../../engine/log/sqlite.ts'
import type { CurrentEnvelope } from '../../../engine/model/current.ts'
import { type Envelope, topics } from '../../../engine/model/envelope.ts'
import { type FeedId, resultKey } from '../../../engine/model/ids.ts'
import { type Desk, plainDesk } from '../../../engine/plan/desk.ts'
import { arbitrate } from '../../../engine/process/arbitrate/arbitrate.ts'
import type { Ports } from '../../../engine/process/arbitrate/read-keys.ts'
import { tally } from '../../../engine/process/tally/tally.ts'
import { type CurrentEntry, currentEntries, currentEntry } from '../../../engine/register/current-entries.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { sqliteResults } from '../../../engine/results/sqlite.ts'
import type { TraceEvent } from '../../../engine/trace/events.ts'
import { contest } from '../../conformance/results-samples.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { inMemory, madeFolder } from '../../helpers/temporary-folder.ts'
import { messageOf } from '../tally/tallying.ts'

const { signal } = new AbortController()
export const election = 'us-2024-11-05-general'

/** An election's results under arbitration, in stores of its own. */
export interface Arbitrating {
  readonly ports: Ports
  readonly clock: ReturnType<typeof manualClock>
  readonly told: readonly TraceEvent[]
  /** Tallies and arbitrates, as one batch. */
  take(...envelopes: readonly Envelope[]): Promise<void>
  current(unit: string): Promise<CurrentEntry | undefined>
  /** Votes of the only selection of each unit in which something stands. */
  votes(of?: string): Promise<Readonly<Record<string, number>>>
  /** Everything on the topic, in the order of publishing within each key. */
  published(): Promise<readonly CurrentEnvelope[]>
  close(): Promise<void>
}

export function newArbitrating(desk: Partial<Desk> = {}): Arbitrating {
  const directory = madeFolder('arbitrate', inMemory())
  const below = (name: string): string => join(directory, name)
  const clock = manualClock()
  const messages = sqliteLog(below('log.sqlite'), { clock })
  const told: TraceEvent[] = []
  const ports: Ports = {
    results: sqliteResults(below('results.sqlite')),
    register: sqliteRegister(below('register.sqlite')),
    log: messages.log,
    desk: (id) => ({ ...plainDesk(id), ...desk }),
    trace: { emit: (event) => void told.push(event), flush: async () => undefined },
    clock,
  }
  return {
    ports,
    clock,
    told,
    take: (...envelopes) => taking(ports)(...envelopes),
    current: (unit) => currentEntry(ports.register, election, resultKey(contest, unit), signal),
    async votes(of = election) {
      const all = await Array.fromAsync(currentEntries(ports.register, of, contest, undefined, signal))
      return Object.fromEntries(
        all.flatMap(({ envelope: { record } }) =>
          record === null ? [] : [[record.unit.id, record.selections[0]?.votes.total ?? Number.NaN]],
        ),
      )
    },
    async published() {
      await using reader = messages.reader(`look-${(looks += 1)}`)
      const found: CurrentEnvelope[] = []
      for await (const delivery of reader.read([topics.current], { drain: true, signal }))
        found.push(...delivery.messages.map(({ value }) => JSON.parse(value) as CurrentEnvelope))
      return found
    },
    async close() {
      await ports.results[Symbol.asyncDispose]()
      await ports.register[Symbol.asyncDispose]()
      await ports.log[Symbol.asyncDispose]()
      rmSync(directory, { recursive: true })
    },
  }
}
let looks = 0

/** Both processors of a route, one after the other, over any ports. */
export function taking(ports: Ports): (...envelopes: readonly Envelope[]) => Promise<void> {
  const processors = [tally.make(ports), arbitrate.make(ports)]
  return async (...envelopes) => {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const process of processors) await process(envelopes.map(messageOf), signal)
  }
}

export const feedId = (name: string): FeedId => name as FeedId
