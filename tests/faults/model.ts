import type { Archive } from '../../engine/archive/archive.ts'
import { canonicalJson } from '../../engine/flow/canonical-json.ts'
import type { Changeset } from '../../engine/model/changeset.ts'
import type { Head } from '../../engine/model/head.ts'
import type { Hold } from '../../engine/model/hold.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import { readChangeset } from '../../engine/poll/changeset.ts'
import { shortName, type Votes } from '../crash/message-laws.ts'
import { feed } from '../crash/plan.ts'
import type { World } from '../crash/world.ts'

const { signal } = new AbortController()

/** A hold that a person has placed, and between which revisions it stood. */
export interface PersonsHold {
  readonly unit: string | undefined
  readonly from: number
  until: number | undefined
}

/** What the story says must be true: kept while it is played. */
export interface Model {
  /** By id: what nobody but a person may lift. */
  holds: Map<string, PersonsHold>
  /** Holds that ended, by a person or because the table went back in time. */
  readonly ended: PersonsHold[]
  /** What the mapping of the newest deployment adds to every figure. */
  more: number
}

export const newModel = (): Model => ({ holds: new Map(), ended: [], more: 0 })

/** Of the head, or of the archive where the head went back in time. */
export async function newestRevision(world: World): Promise<number> {
  const head = await world.revision()
  for await (const { revision } of world.stores.archive.revisions(feed, signal))
    return Math.max(head, revision)
  return head
}

/** Changesets from the first to the newest, as the archive has them. */
export async function chainOf(archive: Archive, last: Sha256 | null): Promise<readonly Changeset[]> {
  const chain: Changeset[] = []
  for (let hash = last; hash !== null; hash = chain[0]?.predecessor ?? null)
    chain.unshift(await readChangeset(archive, hash, signal))
  return chain
}

/** What stands after these, withdrawn results left out. */
export function standingOf(chain: readonly Changeset[]): Votes {
  const votes = new Map<string, number>()
  for (const { key, record } of chain.flatMap(({ changes }) => changes)) {
    const total = record?.selections[0]?.votes.total
    if (total === undefined) votes.delete(shortName(key))
    else votes.set(shortName(key), total)
  }
  return Object.fromEntries(votes)
}

/** More than this falls only with a person's word (`10 votes or 0.5 %`). */
const isFall = (from: number, to: number): boolean => from - to > Math.max(10, from * 0.005)

/** The figures and holds that the last capture leads to, by the rules of DESIGN alone, and what has been published before. */
export function wantedOf(
  model: Model,
  last: Votes,
  standing: Votes,
  head: Pick<Head, 'orders' | 'judged'>,
): { readonly votes: Votes; readonly held: readonly string[] } {
  const votes: Record<string, number> = {}
  const held: string[] = []
  const people = [...model.holds.entries()]
  const waived = new Set(
    head.orders
      .filter(
        ({ order, capture, code }) =>
          order === 'release' && code === 'CHECK_FALL' && capture === head.judged?.capture,
      )
      .map(({ group }) => shortName(group)),
  )
  for (const county of new Set([...Object.keys(last), ...Object.keys(standing)])) {
    const stood = standing[county]
    const said = last[county]
    const now = said === undefined ? undefined : said + model.more
    const fell = stood !== undefined && now !== undefined && isFall(stood, now) && !waived.has(county)
    if (fell) held.push(`CHECK_FALL ${county}`)
    const isKept = fell || people.some(([, { unit }]) => unit === undefined || unit === county)
    const stands = isKept ? stood : now
    if (stands !== undefined) votes[county] = stands
  }
  return { votes, held: [...held, ...people.map(([id]) => id)].toSorted() }
}

/** Holds in the same words. */
export const heldIn = (holds: readonly Hold[]): readonly string[] =>
  holds.map(({ id, code, by, group }) => (by === undefined ? `${code} ${shortName(group)}` : id)).toSorted()

/** What a person held back and was published nevertheless. */
export function brokenHolds(model: Model, chain: readonly Changeset[]): readonly string[] {
  const broken: string[] = []
  for (const { unit, from, until = Number.POSITIVE_INFINITY } of [...model.ended, ...model.holds.values()]) {
    let before = standingOf(chain.slice(0, from))
    for (const changeset of chain.slice(from)) {
      if (changeset.revision > until) break
      const after = { ...before }
      for (const { key, record } of changeset.changes) {
        const total = record?.selections[0]?.votes.total
        const county = shortName(key)
        if (unit !== undefined && unit !== county) continue
        if (total === undefined) delete after[county]
        else after[county] = total
      }
      if (canonicalJson(after) !== canonicalJson(before))
        broken.push(`revision ${changeset.revision} published what a person held: ${unit ?? 'the feed'}`)
      before = after
    }
  }
  return broken
}
