import { backlog, notAsked, stuckIn } from '../entry/backlog.ts'
import { behindOf } from '../entry/behind.ts'
import { deadLetters } from '../entry/dead-letters.ts'
import { type DeskStatus, deskStatuses } from '../entry/desk-status.ts'
import { type HealthWord, healthOf, healthWords } from '../entry/health.ts'
import { heldOf } from '../entry/held.ts'
import { type Homes, openHomes } from '../entry/homes.ts'
import { peekState } from '../entry/peek-head.ts'
import { FeedError } from '../errors/feed-error.ts'
import { renderJson } from '../errors/render.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import { compileAll } from '../plan/compile-all.ts'
import { folderFiles } from '../plan/feed-files.ts'
import type { Plan } from '../plan/plan.ts'
import { getGap } from '../register/gap-entries.ts'
import { command, type Exit, exit } from './command.ts'
import { specPaths } from './feeds.ts'
import { type FeedStatusShown, showStatus } from './status-shown.ts'

export const status = command({
  arguments: {
    feed: { about: 'ids of feeds, or paths of feed.yaml; none: all feeds', optional: true, many: true },
  },
  options: {},
  examples: ['feed status', 'feed status us-zz-harbor', 'feed status --json'],
  async run({ args, config, out, clock, signal }) {
    const compiled = compileAll(specPaths(args.feed, config), folderFiles)
    const problems = compiled.flatMap((one) => one.problems)
    const plans = compiled.flatMap(({ plan }) => (plan === undefined ? [] : [plan]))
    await using homes = await openHomes(config, { reading: true })
    const now = clock.now()
    const feeds: FeedStatusShown[] = []
    for (const plan of plans) {
      const { head, damage } = await peekState(plan.feed, homes.state, signal)
      const held = await staleOf(plan.feed, head, homes, signal)
      const health = healthOf(plan, head, now, damage ?? held.damage)
      const behind = head && (await behindOf(plan.feed, head, homes.results, now, signal))
      const consumed = head === undefined ? null : (behind?.has.revision ?? head.revision)
      const { gap } = await getGap(homes.register, plan.feed, signal)
      feeds.push({ ...health, stale: held.stale, consumed, behind: behind ?? null, gap: gap ?? null })
    }
    const without = args.feed.length > 0 ? [] : await withoutPlan(plans, problems, homes, signal)
    feeds.sort((one, other) => rank(one.word) - rank(other.word) || (one.feed < other.feed ? -1 : 1))
    const desks = args.feed.length > 0 ? [] : await deskStatuses(homes.register, now.toISOString(), signal)
    const dead = args.feed.length > 0 ? 0 : (await deadLetters(homes, { all: false }, signal)).length
    const elections = new Set(plans.map(({ election }) => election.id))
    const left = args.feed.length > 0 ? notAsked : await backlog(homes, elections, now, signal)
    out.data({
      at: now.toISOString(),
      feeds,
      desks,
      deadLetters: dead,
      unprocessed: left.waiting,
      trouble: left.trouble.map(renderJson),
      problems: problems.map(renderJson),
      withoutSpec: without,
    })
    showStatus({ feeds, desks, problems, without, dead, left, now, root: config.feeds }, out)
    return dead > 0 || stuckIn(left).length > 0 ? exit.problems : exitOf(feeds, problems, desks)
  },
})

const rank = (word: HealthWord): number => healthWords.indexOf(word)

/** How many results are stale. What the archive has lost of one feed hides no other. */
async function staleOf(
  feed: FeedId,
  head: Head | undefined,
  { archive }: Homes,
  signal: AbortSignal,
): Promise<{ readonly stale: number; readonly damage?: FeedError }> {
  if (head === undefined) return { stale: 0 }
  try {
    return await heldOf(feed, head, archive, signal)
  } catch (error) {
    if (error instanceof FeedError) return { stale: 0, damage: error }
    throw error
  }
}

/** Feeds that the state knows, and no spec that compiles: nobody polls them, and their figures stay. */
async function withoutPlan(
  plans: readonly Plan[],
  problems: readonly FeedError[],
  { state }: Homes,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const known = new Set<string>(plans.map(({ feed }) => feed))
  const left = await Array.fromAsync(state.feeds(signal))
  return problems.length > 0 ? [] : left.filter((feed) => !known.has(feed))
}

function exitOf(
  feeds: readonly FeedStatusShown[],
  problems: readonly FeedError[],
  desks: readonly DeskStatus[],
): Exit {
  const words = new Set(feeds.map(({ word }) => word))
  const bad: readonly HealthWord[] = ['damaged', 'failing', 'silent', 'misdated', 'late', 'new']
  const isMissing = feeds.some(({ behind, gap }) => behind?.isRecent === false || gap !== null)
  if (problems.length > 0 || isMissing || bad.some((word) => words.has(word))) return exit.problems
  if (desks.some(({ holding }) => holding > 0)) return exit.held
  return feeds.some(({ word, holds }) => word === 'held' || holds.length > 0) ? exit.held : exit.fine
}
