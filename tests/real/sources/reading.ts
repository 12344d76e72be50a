import { performance } from 'node:perf_hooks'
import type { ResultRecord } from '../../../engine/model/result.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import type { Judged } from '../../../engine/poll/process-capture.ts'
import { judgeFiles, planOf } from '../../helpers/judged.ts'
import { realFile } from '../real-files.ts'
import type { Account, Reading } from './account.ts'
import { judgeExchanges } from './exchanges.ts'

/** What came of a reading. */
export interface ReadSource {
  readonly plan: Plan
  readonly judged: Judged
  readonly seconds: number
}

/** The real files of a reading, of which requests with several payloads name each. */
export const filesOf = ({ files }: Pick<Reading, 'files'>): readonly string[] =>
  Object.values(files).flatMap((given) =>
    typeof given === 'string' ? [given] : Object.values(given as Readonly<Record<string, string>>),
  )

/** Judges real files as the first capture of the feed. */
export async function readSource({ source }: Account, reading: Reading): Promise<ReadSource> {
  const path = `feeds/${reading.feed}/feed.yaml`
  const plan = planOf(path)
  const files = Object.fromEntries(
    Object.entries(reading.files).flatMap(([request, given]) => {
      if (typeof given === 'string') return [[request, realFile(source, given)]]
      const items = Array.isArray(given) ? given.map((name) => [name, name]) : Object.entries(given)
      return items.map(([item = '', name = '']) => [`${request}/${item}`, realFile(source, name)])
    }),
  )
  const began = performance.now()
  const judged =
    reading.played === true
      ? await judgeExchanges(plan, Object.values(files), reading.captured_at)
      : await judgeFiles(plan, files, reading.captured_at)
  const seconds = (performance.now() - began) / 1000
  return { plan, judged, seconds }
}

/** One selection of one result, in one object: what expressions about figures are short with. */
export interface FlatLine {
  readonly contest: string
  readonly contestName: string
  readonly unit: string
  readonly unitType: string
  readonly unitName: string
  readonly selection: string
  readonly name: string
  readonly party?: string | undefined
  readonly isWriteIn: boolean
  readonly total: number
}

/** What an expression of an account sees. */
export function seenBy({ judged }: ReadSource): object {
  const results = judged.results.map(({ record }) => record)
  return {
    rows: judged.rows,
    rejected: judged.rejected,
    holds: judged.holds.map(({ code, group, results: count }) => ({ code, group, results: count })),
    results,
    lines: results.flatMap(linesOf),
  }
}

function linesOf({ contest, unit, selections }: ResultRecord): readonly FlatLine[] {
  return selections.map(({ id, name, party, writeIn, votes }) => ({
    contest: contest.id,
    contestName: contest.name,
    unit: unit.id,
    unitType: unit.type,
    unitName: unit.name,
    selection: id,
    name,
    party,
    isWriteIn: writeIn,
    ...votes,
  }))
}
