import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { contestPath, folderOf } from '../../../engine/process/export/names.ts'
import { type Known, votesIn } from './current-oracle.ts'
import { differences } from './differences.ts'
import { contests, election, units } from './election.ts'
import type { NightHomes } from './homes.ts'

const { signal } = new AbortController()

/** What readers fetch says what stands, of every contest, and nothing else. */
export async function brokenExports({ entries }: Known, homes: NightHomes): Promise<readonly string[]> {
  const broken: string[] = []
  for (const contest of contests) {
    const wanted = new Map(
      units.flatMap((unit) => {
        const votes = votesIn(entries.get(`${contest}|${unit}`))
        return votes === undefined ? [] : [[unit, votes.join('+')] as const]
      }),
    )
    broken.push(...differences(`the exports, ${contest}`, await exported(contest, homes), wanted))
  }
  return broken
}

async function exported(
  contest: string,
  { exports: { target } }: NightHomes,
): Promise<ReadonlyMap<string, string>> {
  const file = await target.read(`${folderOf(election)}/contests/${contestPath(contest)}.csv`, signal)
  if (file === undefined) return new Map()
  const rows: readonly Readonly<Record<string, string>>[] = parse(await buffer(file), { columns: true })
  const byUnit = Map.groupBy(rows, ({ unit_id: unit = '' }) => unit)
  return new Map(
    [...byUnit].map(([unit, own]) => {
      const of = (id: string): string =>
        own.find(({ selection_id: one }) => one === id)?.['total'] ?? 'nothing'
      return [unit, `${of('jones')}+${of('smith')}`]
    }),
  )
}
