import type { Homes } from '../../../engine/entry/homes.ts'
import type { CompactContest } from '../../../engine/export/compact-json.ts'
import type { Order } from '../../../engine/model/hold.ts'
import { type ResultKey, resultKey } from '../../../engine/model/ids.ts'
import type { Plan } from '../../../engine/plan/plan.ts'
import { readChangeset } from '../../../engine/poll/changeset.ts'
import { type ExportIndex, indexPath } from '../../../engine/process/export/write-index.ts'
import { currentContests, currentEntries } from '../../../engine/register/current-entries.ts'
import { figuresOf, type Said } from './said.ts'
import type { Stage } from './stage.ts'

/** What lies in the stores when all is played. */
export interface Kept {
  /** What stands in the register. */
  readonly current: ReadonlyMap<ResultKey, Said>
  /** What stands in the exported files, read again. */
  readonly exported: ReadonlyMap<ResultKey, Said>
  /** What people released, as the changesets have it. */
  readonly releases: readonly Order[]
}

export async function keptAtTheEnd(
  election: string,
  stage: Stage,
  plans: readonly Plan[],
  signal: AbortSignal,
): Promise<Kept> {
  const { register } = stage.homes
  const current = new Map<ResultKey, Said>()
  for await (const contest of currentContests(register, election, signal)) {
    for await (const { envelope } of currentEntries(register, election, contest, undefined, signal))
      if (envelope.record !== null) current.set(envelope.key, figuresOf(envelope.record))
  }
  const exported = await exportedOf(election, stage, signal)
  return { current, exported, releases: await releasesOf(stage.homes, plans, signal) }
}

/** As readers find it: by the index. */
async function exportedOf(
  election: string,
  stage: Stage,
  signal: AbortSignal,
): Promise<ReadonlyMap<ResultKey, Said>> {
  const index = JSON.parse(await stage.exported(indexPath(election), signal)) as ExportIndex
  const found = new Map<ResultKey, Said>()
  for (const { path } of index.contests.flatMap(({ files }) => files)) {
    const text = await stage.exported(path, signal)
    for (const [key, said] of saidInFile(JSON.parse(text) as CompactContest)) found.set(key, said)
  }
  return found
}

const saidInFile = ({
  contest,
  selections,
  units,
}: CompactContest): readonly (readonly [ResultKey, Said])[] =>
  units.map(({ id, votes, reporting }) => {
    const named = selections.flatMap(({ name: of }, place) => {
      const count = votes[place]
      return count === null || count === undefined ? [] : [[of, count] as const]
    })
    const { unitsReporting, unitsTotal } = reporting ?? {}
    const progress = {
      ...(unitsReporting === undefined ? {} : { unitsReporting }),
      ...(unitsTotal === undefined ? {} : { unitsTotal }),
    }
    return [resultKey(contest.id, id), { votes: Object.fromEntries(named), ...progress }]
  })

async function releasesOf(
  { archive }: Homes,
  plans: readonly Plan[],
  signal: AbortSignal,
): Promise<readonly Order[]> {
  const found: Order[] = []
  for (const { feed } of plans) {
    for await (const { changeset } of archive.revisions(feed, signal))
      found.push(...(await readChangeset(archive, changeset, signal)).releases)
  }
  return found
}
