import type { Config } from '../config.ts'
import { type Behind, behindOf } from '../entry/behind.ts'
import type { Homes } from '../entry/homes.ts'
import { peekHead } from '../entry/peek-head.ts'
import type { FeedId } from '../model/ids.ts'
import { readChangeset } from '../poll/changeset.ts'
import type { Clock } from '../time/clock.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { firstPoll } from './first-poll.ts'
import { counted, figure } from './words.ts'

/** That the results store lacks something of a feed, and the command that brings it back. */
export function behindText({ feed, has, published, isRecent }: Behind): string {
  const all = `${published.revision}, ${figure(has.results)} of ${counted(published.results, 'result')}`
  const some =
    has.revision === 0
      ? `nothing of ${counted(published.results, 'result')}`
      : `revision ${has.revision} of ${all}`
  const unless = isRecent ? 'unless "feed run" is at it, ' : ''
  return `the results store has ${some}; ${unless}make them again: feed replay ${feed}`
}

/** Feeds of which the results store lacks something. */
export async function behindAmong(
  feeds: readonly FeedId[],
  { state, results }: Pick<Homes, 'state' | 'results'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly Behind[]> {
  const found: Behind[] = []
  for (const feed of feeds) {
    const { head } = await peekHead(feed, state, signal)
    const behind = head && (await behindOf(feed, head, results, clock.now(), signal))
    if (behind !== undefined) found.push(behind)
  }
  return found
}

/** Why feeds have no results, now or at a moment, and what to do about it: the case of the first that has one. */
export async function nothingYet(
  feeds: readonly FeedId[],
  at: string | undefined,
  homes: Pick<Homes, 'state' | 'results' | 'archive' | 'clock'>,
  config: Pick<Config, 'feeds'>,
  signal: AbortSignal,
): Promise<string> {
  if (at !== undefined) {
    const first = await firstCaptured(feeds, homes, signal)
    if (first !== undefined && isBefore(at, first))
      return `There was nothing yet at ${at}: the first capture that was published is of ${first}.`
    if (first !== undefined) return `At ${at} there was nothing that stood: all had been withdrawn.`
  }
  const [behind] = await behindAmong(feeds, homes, homes.clock, signal)
  if (behind !== undefined) return `${behind.feed}: ${behindText(behind)}`
  const cases: string[] = []
  for (const feed of feeds) cases.push(...(await caseOf(feed, homes, signal)))
  return cases[0] ?? `There are no results yet. ${firstPoll(config)}`
}

/** Of a feed that has no result and lacks none. */
async function caseOf(
  feed: FeedId,
  { state }: Pick<Homes, 'state'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { head, damage } = await peekHead(feed, state, signal)
  if (damage !== undefined) return [damage.message]
  if (head === undefined || head.results > 0) return []
  if (head.checkedAt !== null && head.holds.length > 0)
    return [`${feed} was polled, and all it gave is held: feed holds ${feed}`]
  if (head.failing) return [`${feed} was polled, and its polls fail: feed status ${feed}`]
  if (head.revision > 0) return [`All results of ${feed} were withdrawn: feed status ${feed}`]
  if (head.checkedAt !== null) return [`${feed} was polled, and gave no result: feed dry-run ${feed}`]
  return []
}

/** The time of the oldest capture that was published of any of them. */
async function firstCaptured(
  feeds: readonly FeedId[],
  { archive }: Pick<Homes, 'archive'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  let first: string | undefined
  for (const feed of feeds) {
    const capturedAt = await firstOf(feed, archive, signal)
    if (capturedAt !== undefined && (first === undefined || isBefore(capturedAt, first))) first = capturedAt
  }
  return first
}

async function firstOf(
  feed: FeedId,
  archive: Homes['archive'],
  signal: AbortSignal,
): Promise<string | undefined> {
  let oldest: Awaited<ReturnType<typeof readChangeset>> | undefined
  for await (const { changeset } of archive.revisions(feed, signal, 2))
    oldest = await readChangeset(archive, changeset, signal)
  return oldest?.capturedAt
}

const isBefore = (one: string, other: string): boolean =>
  (epochMilliseconds(one) ?? 0) < (epochMilliseconds(other) ?? 0)
