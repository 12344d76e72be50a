import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { heldMessage } from '../../../engine/log/held-message.ts'
import type { Log } from '../../../engine/log/log.ts'
import type { Alert, AlertEnvelope } from '../../../engine/model/alert.ts'
import { type Envelope, type Message, topics } from '../../../engine/model/envelope.ts'
import { type Desk, plainDesk } from '../../../engine/plan/desk.ts'
import type { DeskRule } from '../../../engine/plan/desk-rule.ts'
import { arbitrate } from '../../../engine/process/arbitrate/arbitrate.ts'
import type { ProcessorPorts } from '../../../engine/process/processor.ts'
import { quality } from '../../../engine/process/quality/quality.ts'
import { tally } from '../../../engine/process/tally/tally.ts'
import { expectedVote } from '../../../engine/quality/expected-vote.ts'
import { alertEntries } from '../../../engine/register/alert-entries.ts'
import { currentEntries } from '../../../engine/register/current-entries.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { sqliteResults } from '../../../engine/results/sqlite.ts'
import { contest, fitting } from '../../conformance/results-samples.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { inMemory, madeFolder } from '../../helpers/temporary-folder.ts'

export const { signal } = new AbortController()
export const election = 'us-2024-11-05-general'

/** More than a tenth above what is expected. */
export const tooMany: DeskRule = {
  name: 'too-many',
  severity: 'hold',
  contest: 'nc/*',
  rule: expectedVote.create({ above_percent: 10 }, { position: () => undefined, report: () => undefined }),
}

/** The processors of a change over stores of their own, one after the other as their route has them. */
export interface Judging {
  readonly ports: ProcessorPorts
  /** What was published of alerts, in order. */
  readonly told: AlertEnvelope[]
  take(...envelopes: readonly Envelope[]): Promise<void>
  alerts(): Promise<readonly Alert[]>
  /** Current votes of the only selection, by the last part of the unit. */
  current(): Promise<Readonly<Record<string, number | null>>>
  close(): Promise<void>
}

export function newJudging(
  facts: Partial<Desk>,
  around: (ports: ProcessorPorts) => ProcessorPorts = same,
): Judging {
  const directory = madeFolder('judging', inMemory())
  const [results, register] = [
    sqliteResults(join(directory, 'results.sqlite')),
    sqliteRegister(join(directory, 'register.sqlite')),
  ]
  const told: AlertEnvelope[] = []
  const log: Log = {
    maxMessageBytes: 1_000_000,
    publish: async (topic, messages) => {
      if (topic === topics.alerts)
        told.push(...Array.from(messages, (one) => JSON.parse(heldMessage(one).value) as AlertEnvelope))
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
  const desk: Desk = { ...plainDesk(election), ...facts }
  const clock = manualClock()
  const trace = { emit: () => undefined, flush: async () => undefined }
  const ports = around({ results, register, log, desk: () => desk, trace, clock })
  const processors = [tally.make(ports), quality.make(ports), arbitrate.make(ports)]
  return {
    ports,
    told,
    async take(...envelopes) {
      // oxlint-disable-next-line no-await-in-loop -- each relies on those before it
      for (const process of processors) await process(envelopes.map(messageOf), signal)
    },
    alerts: async () =>
      (await Array.fromAsync(alertEntries(register, election, undefined, signal))).map(({ alert }) => alert),
    async current() {
      const entries = await Array.fromAsync(currentEntries(register, election, contest, undefined, signal))
      const votes = entries.map(({ body: { key, record } }) => [
        key.split('/').at(-1),
        record?.selections[0]?.votes.total ?? null,
      ])
      return Object.fromEntries(votes) as Readonly<Record<string, number | null>>
    },
    async close() {
      await results[Symbol.asyncDispose]()
      await register[Symbol.asyncDispose]()
      rmSync(directory, { recursive: true })
    },
  }
}

const same = (ports: ProcessorPorts): ProcessorPorts => ports

/** Tests change what a change says: its id and digest follow. */
export const messageOf = (envelope: Envelope): Message => {
  const { id, key, ...said } = fitting(envelope)
  return { key, id, value: JSON.stringify({ id, key, ...said }), headers: {} }
}
