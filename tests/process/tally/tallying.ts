import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { inMemory as inMemoryDatabase } from '../../../engine/flow/sqlite.ts'
import type { Envelope, Message } from '../../../engine/model/envelope.ts'
import { type FeedId, resultKey } from '../../../engine/model/ids.ts'
import type { Processor } from '../../../engine/process/processor.ts'
import { tally } from '../../../engine/process/tally/tally.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { sqliteResults } from '../../../engine/results/sqlite.ts'
import type { ListedResult, ResultStore, Sum } from '../../../engine/results/store.ts'
import type { TraceEvent } from '../../../engine/trace/events.ts'
import { contest, feed, fitting } from '../../conformance/results-samples.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { inMemory, madeFolder } from '../../helpers/temporary-folder.ts'

const { signal } = new AbortController()

/** A tally over a store of its own. */
export interface Tallying {
  readonly results: ResultStore
  readonly told: readonly TraceEvent[]
  take(...envelopes: readonly Envelope[]): Promise<readonly string[]>
  /** Messages as they are. */
  read(...messages: readonly Message[]): Promise<readonly string[]>
  /** The computed result of a unit. */
  sum(unit: string): Promise<Sum | null>
  /** Votes of the only selection by unit: own results and sums. */
  votes(of?: FeedId): Promise<{ readonly own: Votes; readonly sums: Votes }>
  close(): Promise<void>
}
export type Votes = Readonly<Record<string, number>>

export function newTallying(): Tallying {
  const directory = madeFolder('tally', inMemory())
  const results = sqliteResults(join(directory, 'results.sqlite'))
  const told: TraceEvent[] = []
  const process = tallyOf(results, told)
  return {
    results,
    told,
    take: (...envelopes) => process(envelopes.map(messageOf), signal),
    read: (...messages) => process(messages, signal),
    sum: async (unit) => (await results.derived(feed, resultKey(contest, unit), signal)).sum,
    async votes(of = feed) {
      const listed = await Array.fromAsync(results.list({ feed: of }, signal))
      const byUnit = (derived: boolean): Votes =>
        Object.fromEntries(listed.filter((one) => one.derived === derived).map(unitAndVotes))
      return { own: byUnit(false), sums: byUnit(true) }
    },
    async close() {
      await results[Symbol.asyncDispose]()
      rmSync(directory, { recursive: true })
    },
  }
}

/** The processor as it is, over any results store. */
export function tallyOf(results: ResultStore, told: TraceEvent[] = []): Processor {
  const trace = { emit: (event: TraceEvent) => void told.push(event), flush: async () => undefined }
  const register = sqliteRegister(inMemoryDatabase)
  return tally.make({ results, register, trace, clock: manualClock() })
}

/** Tests change what a change says: its id and digest follow. */
export const messageOf = (envelope: Envelope): Message => {
  const { id, key, ...said } = fitting(envelope)
  return { key, id, value: JSON.stringify({ id, key, ...said }), headers: {} }
}

const unitAndVotes = ({ record }: ListedResult): readonly [string, number] => [
  record.unit.id,
  record.selections[0]?.votes.total ?? Number.NaN,
]

type Around = <Answer>(step: () => Promise<Answer>) => Promise<Answer>

/** A store with something around each step of a tally. */
export function stepwise(results: ResultStore, around: Around): ResultStore {
  return {
    ...results,
    apply: (...given) => around(() => results.apply(...given)),
    derived: (...given) => around(() => results.derived(...given)),
    parts: (...given) => around(() => results.parts(...given)),
    derive: (...given) => around(() => results.derive(...given)),
  }
}
