import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { folderTarget } from '../../../engine/export/folder-target.ts'
import type { ContestResults, LiveResult } from '../../../engine/export/format.ts'
import * as table from '../../../engine/export/table.ts'
import { sqliteLog } from '../../../engine/log/sqlite.ts'
import type { CurrentEnvelope } from '../../../engine/model/current.ts'
import { type Message, topics } from '../../../engine/model/envelope.ts'
import { contestAndUnit, resultKey } from '../../../engine/model/ids.ts'
import type { ResultRecord } from '../../../engine/model/result.ts'
import { plainDesk } from '../../../engine/plan/desk.ts'
import { exporter, tickExports } from '../../../engine/process/export/export.ts'
import type { ExportPorts } from '../../../engine/process/export/ports.ts'
import type { ExportIndex } from '../../../engine/process/export/write-index.ts'
import {
  type CurrentBody,
  contestsIn,
  currentEntries,
  currentIn,
  electionsIn,
} from '../../../engine/register/current-entries.ts'
import { sqliteRegister } from '../../../engine/register/sqlite.ts'
import { live, recordOf, election as sample, state } from '../../export/samples.ts'
import { manualClock } from '../../helpers/manual-clock.ts'
import { inMemory, madeFolder } from '../../helpers/temporary-folder.ts'

export const { signal } = new AbortController()
export const election = sample.id

/** What stands in a unit of a contest, with so many votes. Null: nobody reports it any more. */
export interface Stand {
  readonly contest: string
  readonly unit: string
  readonly votes: number | null
}

export const stand = (contest: string, unit: string, votes: number | null): Stand => ({
  contest,
  unit,
  votes,
})

/** An election whose results are written to the register and the log as arbitration does, and a folder of exports. */
export interface Exporting {
  readonly ports: ExportPorts
  readonly clock: ReturnType<typeof manualClock>
  readonly folder: string
  /** Writes and publishes what stands; the messages that say so. */
  say(...stands: readonly Stand[]): Promise<readonly Message[]>
  /** What stands, by contest. */
  standing(): Promise<readonly ContestResults[]>
  envelopes(): Promise<readonly CurrentEnvelope[]>
  published(): Promise<
    readonly (CurrentEnvelope & { readonly from: { partition: number; offset: number } })[]
  >
  file(path: string): string
  index(): ExportIndex
  close(): Promise<void>
}

export function newExporting(names?: readonly string[]): Exporting {
  const directory = madeFolder('export', inMemory())
  const folder = join(directory, 'exports')
  const clock = manualClock()
  const messages = sqliteLog(join(directory, 'log.sqlite'), { clock, partitions: 3 })
  const register = sqliteRegister(join(directory, 'register.sqlite'))
  const reader = messages.reader('export')
  const ports: ExportPorts = {
    register,
    desk: (id) => ({ ...plainDesk(id), election: sample }),
    clock,
    exports: {
      target: folderTarget(folder),
      formats: Object.values(table).filter(({ name }) => names?.includes(name) ?? true),
      ends: async (topic) =>
        (await reader.progress([topic], signal)).map(({ partition, end }) => ({ partition, offset: end })),
    },
  }
  const contests = async (): Promise<readonly string[]> =>
    (await Array.fromAsync(register.list(contestsIn(election), {}, signal))).map(({ id }) => id)
  const envelopesOf = async (contest: string): Promise<readonly CurrentEnvelope[]> =>
    (await Array.fromAsync(currentEntries(register, election, contest, undefined, signal))).map(
      (one) => one.envelope,
    )
  const file = (path: string): string => readFileSync(join(folder, path), 'utf8')
  let looks = 0
  return {
    ports,
    clock,
    folder,
    async say(...stands) {
      const said: Message[] = []
      for (const one of stands) said.push(await sayOne(one))
      return said
    },
    async standing() {
      const all = await Promise.all(
        (await contests()).map(async (contest) => [contest, await envelopesOf(contest)] as const),
      )
      return all.map(([contest, envelopes]) => ({
        election: sample,
        contest,
        results: envelopes.filter((one): one is LiveResult => one.record !== null),
      }))
    },
    envelopes: async () => (await Promise.all((await contests()).map(envelopesOf))).flat(),
    async published() {
      await using look = messages.reader(`look-${(looks += 1)}`)
      const all = await Array.fromAsync(look.read([topics.current], { drain: true, signal }))
      return all.flatMap(({ partition, messages: some }) =>
        some.map(({ value, offset }) => ({
          ...(JSON.parse(value) as CurrentEnvelope),
          from: { partition, offset },
        })),
      )
    },
    file,
    index: () => JSON.parse(file(`${election}/index.json`)) as ExportIndex,
    async close() {
      await Promise.all([register, messages.log, reader].map((one) => one[Symbol.asyncDispose]()))
      rmSync(directory, { recursive: true })
    },
  }

  async function sayOne({ contest, unit, votes }: Stand): Promise<Message> {
    await clock.advance(1_000)
    const at = clock.now().toISOString()
    const key = resultKey(contest, `${state}/county:${unit}`)
    const body = bodyOf(key, votes)
    for (const [partition, id] of [
      [electionsIn, election],
      [contestsIn(election), contest],
    ] as const)
      if ((await register.get(partition, id, signal)) === undefined)
        await register.put(partition, [{ id, from: 0, at, body: { id } }], signal)
    const partition = currentIn(election, contest)
    const { unit: unitId } = contestAndUnit(key)
    const before = await register.get(partition, unitId, signal)
    const revision = (before?.version ?? 0) + 1
    const spoken = { revision, previous: before?.version ?? null, kind: 'revised', decidedAt: at } as const
    const entry = { ...body, spoken, memory: { heard: {}, above: [], hasParts: false, order: [] } }
    await register.put(partition, [{ id: unitId, from: before?.guard ?? 0, at, body: entry }], signal)
    const message = messageOf({ id: `${election}/${revision}/${key}`, ...body, ...spoken })
    await messages.log.publish(topics.current, [message], signal)
    return message
  }
}

const messageOf = (envelope: CurrentEnvelope): Message => ({
  key: envelope.key,
  id: envelope.id,
  value: JSON.stringify(envelope),
  headers: {},
})

function bodyOf(
  key: ReturnType<typeof resultKey>,
  votes: number | null,
): Omit<CurrentBody, 'spoken' | 'memory'> {
  const { contest, unit } = contestAndUnit(key)
  const record: ResultRecord = recordOf({
    contest: { id: contest, name: contest.toUpperCase(), type: 'candidate', votesAllowed: 1 },
    unit: { id: unit, type: 'county', name: unit.slice(-3), within: state },
    selections: [{ id: 'ada', name: 'Ada', writeIn: false, votes: { total: votes ?? 0 } }],
  })
  const { id: _, revision: __, previous: ___, kind: ____, decidedAt: _____, ...current } = live(record)
  return { ...current, key, record: votes === null ? null : record }
}

/** As consumers do it: what messages say, and then what is due of whole elections. */
export const exportThrough =
  (ports: ExportPorts): ReturnType<typeof exporter.make> =>
  async (messages, until) => {
    const rest = await exporter.make(ports)(messages, until)
    await tickExports(ports, ports.clock.now().getTime(), until)
    return rest
  }

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
