import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Homes } from '../../../engine/entry/homes.ts'
import type { CompactContest } from '../../../engine/export/compact-json.ts'
import type { Order } from '../../../engine/model/hold.ts'
import { type ResultKey, resultKey } from '../../../engine/model/ids.ts'
import { readChangeset } from '../../../engine/poll/changeset.ts'
import { currentContests, currentEntries } from '../../../engine/register/current-entries.ts'
import type { Ended } from './replay.ts'
import { figuresOf, type Said } from './said.ts'

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
  homes: Homes,
  { plans, exports }: Ended,
  signal: AbortSignal,
): Promise<Kept> {
  const { register } = homes
  const current = new Map<ResultKey, Said>()
  for await (const contest of currentContests(register, election, signal)) {
    for await (const { envelope } of currentEntries(register, election, contest, undefined, signal))
      if (envelope.record !== null) current.set(envelope.key, figuresOf(envelope.record))
  }
  return { current, exported: exportedTo(exports), releases: await releasesOf(homes, plans, signal) }
}

function exportedTo(folder: string): ReadonlyMap<ResultKey, Said> {
  const read = globSync('**/*.json', { cwd: folder }).flatMap((name) => {
    const said = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Partial<CompactContest>
    const { contest, selections = [], units = [] } = said
    if (contest === undefined) return []
    return units.map(({ id, votes, reporting }): readonly [ResultKey, Said] => {
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
  })
  return new Map(read)
}

async function releasesOf(
  { archive }: Homes,
  plans: Ended['plans'],
  signal: AbortSignal,
): Promise<readonly Order[]> {
  const found: Order[] = []
  for (const { feed } of plans) {
    for await (const { changeset } of archive.revisions(feed, signal))
      found.push(...(await readChangeset(archive, changeset, signal)).releases)
  }
  return found
}
