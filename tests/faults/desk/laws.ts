import type { FeedId } from '../../../engine/model/ids.ts'
import { brokenAlerts } from './alert-laws.ts'
import { brokenCurrent, brokenTopic, knownOf } from './current-laws.ts'
import { differences } from './differences.ts'
import { brokenExports } from './export-laws.ts'
import type { NightHomes } from './homes.ts'
import type { Night } from './night.ts'
import { figuresOf, type Votes } from './oracle.ts'

const { signal } = new AbortController()

/** Asks every law once the consumers have come to rest. */
export async function brokenLaws(night: Night, homes: NightHomes): Promise<readonly string[]> {
  const known = await knownOf(night, homes)
  return [
    ...(await brokenFigures(night, homes)),
    ...brokenCurrent(known),
    ...(await brokenTopic(known, homes)),
    ...(await brokenAlerts(known, homes)),
    ...(await brokenExports(known, homes)),
  ].slice(0, 8)
}

/** What each feed says, and what its sums are. */
async function brokenFigures({ sayings }: Night, { results }: NightHomes): Promise<readonly string[]> {
  const broken: string[] = []
  for (const [feed, { own, sums }] of figuresOf(sayings)) {
    const listed = await Array.fromAsync(results.list({ feed: feed as FeedId }, signal))
    const heldAs = (derived: boolean): ReadonlyMap<string, Votes> =>
      new Map(
        listed
          .filter((one) => one.derived === derived)
          .map(({ key, record }) => [
            key,
            record.selections.map(({ votes }) => votes.total) as unknown as Votes,
          ]),
      )
    broken.push(
      ...differences(`the ledger, ${feed}`, heldAs(false), own),
      ...differences(`the sums, ${feed}`, heldAs(true), sums),
    )
  }
  return broken
}
