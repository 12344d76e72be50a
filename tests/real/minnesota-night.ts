import { consumeTopics } from '../../engine/entry/consume.ts'
import type { Homes } from '../../engine/entry/homes.ts'
import type { Changeset } from '../../engine/model/changeset.ts'
import type { Hold } from '../../engine/model/hold.ts'
import type { FeedId, ResultKey, Sha256 } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import { readChangeset, readHeld } from '../../engine/poll/changeset.ts'
import { poll } from '../../engine/poll/poll.ts'
import type { PollOutcome } from '../../engine/poll/ports.ts'
import type { ListedResult } from '../../engine/results/store.ts'
import type { ManualClock } from '../helpers/manual-clock.ts'
import type { Label } from './minnesota-labels.ts'
import { type Look, showing } from './series.ts'

/** How things stand after a poll and what follows it. */
export interface Moment {
  readonly look: Look
  /** The poll after a release; there is one only where somebody released something. */
  readonly again: boolean
  readonly outcome: PollOutcome
  readonly holds: readonly Hold[]
  /** By result, the holds that keep it back. */
  readonly held: ReadonlyMap<ResultKey, readonly Hold[]>
  /** What consumers have: as published, and summed up. */
  readonly stands: ReadonlyMap<ResultKey, ListedResult>
  readonly sums: ReadonlyMap<ResultKey, ListedResult>
}

const kim = { who: 'Kim', why: 'the county clerk confirmed the correction' }

/** The night from its first look to its last: one poll each, and one more after Kim has released what the labels say. */
export async function* playNight(
  plan: Plan,
  looks: readonly Look[],
  labels: readonly Label[],
  homes: Homes,
  clock: ManualClock,
  signal: AbortSignal,
): AsyncIterable<Moment> {
  let polls = 0
  let now: Look['files'] = {}
  const night: Plan = { ...plan, source: showing(plan.source.requests, () => now) }
  const moment = async (look: Look, again: boolean): Promise<Moment> => {
    polls += 1
    const outcome = await poll(night, homes, { poll: `poll-${polls}`, build: 1 }, signal)
    await consumeTopics(homes, { drain: true, signal })
    return {
      look,
      again,
      outcome,
      ...(await heldNow(homes, plan.feed, signal)),
      ...(await standing(homes, plan.feed, signal)),
    }
  }
  for (const look of looks) {
    await clock.advance(Date.parse(look.at) - clock.now().getTime())
    now = look.files
    const first = await moment(look, false)
    yield first
    const mine = labels.filter(
      ({ expect, flagAt, superseded }) => expect === 'review' && flagAt === look.at && !superseded,
    )
    const confirmed = first.holds.filter(
      ({ code, group }) => code === 'CHECK_FALL' && mine.some(({ unitId }) => unitId === group),
    )
    if (confirmed.length === 0) continue
    await clock.advance(30_000)
    for (const { id } of confirmed) {
      await homes.state.releaseHold(plan.feed, id, { ...kim, at: clock.now().toISOString() }, signal)
    }
    yield await moment(look, true)
  }
}

async function heldNow(
  { state, archive }: Homes,
  feed: FeedId,
  signal: AbortSignal,
): Promise<Pick<Moment, 'holds' | 'held'>> {
  const head = await state.peek(feed, signal)
  const holds = head?.holds ?? []
  const kept = await readHeld(archive, head?.held ?? null, signal)
  const held = new Map(kept.map(({ key, holds: by }) => [key, holds.filter(({ id }) => by.includes(id))]))
  return { holds, held }
}

async function standing(
  { results }: Homes,
  feed: FeedId,
  signal: AbortSignal,
): Promise<Pick<Moment, 'stands' | 'sums'>> {
  const stands = new Map<ResultKey, ListedResult>()
  const sums = new Map<ResultKey, ListedResult>()
  for await (const one of results.list({ feed }, signal)) (one.derived ? sums : stands).set(one.key, one)
  return { stands, sums }
}

/** Of every changeset of the feed, in order: its moment and its changes. */
export async function changesetsOf(
  { archive }: Pick<Homes, 'archive'>,
  feed: FeedId,
  signal: AbortSignal,
): Promise<readonly Changeset[]> {
  const hashes: Sha256[] = []
  for await (const { changeset } of archive.revisions(feed, signal)) hashes.unshift(changeset)
  return Promise.all(hashes.map((hash) => readChangeset(archive, hash, signal)))
}
