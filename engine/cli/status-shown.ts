import { type Backlog, stuckIn, toldOf } from '../entry/backlog.ts'
import type { Behind } from '../entry/behind.ts'
import type { DeskStatus } from '../entry/desk-status.ts'
import { type FeedHealth, type HealthWord, healthWords, span } from '../entry/health.ts'
import { isWhole } from '../entry/held.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { renderText } from '../errors/render.ts'
import type { Gap } from '../model/gap.ts'
import { epochMilliseconds } from '../time/instant.ts'
import { failedNext } from './failed-next.ts'
import { behindText } from './nothing-yet.ts'
import type { Output, Style } from './output.ts'
import { unprocessedText } from './unprocessed-text.ts'
import { counted, figure, oneLine } from './words.ts'

export interface FeedStatusShown extends FeedHealth {
  /** Results that stand and are stale, since a check or a person holds newer ones back. */
  readonly stale: number
  /** The revision that the results store has seen. Lower than the feed's own: consumers are behind. */
  readonly consumed: number | null
  /** What the results store lacks; null: nothing. */
  readonly behind: Behind | null
  /** What consumers have missed; null: nothing. */
  readonly gap: Gap | null
}

const looks: Readonly<Record<HealthWord, Style>> = {
  damaged: 'red',
  failing: 'red',
  silent: 'red',
  misdated: 'red',
  late: 'red',
  held: 'yellow',
  new: 'yellow',
  fine: 'green',
  paused: 'dim',
  draft: 'dim',
}
/** What shouts is written so that it is seen without colours too. */
const loud: readonly HealthWord[] = ['damaged', 'failing', 'silent', 'misdated', 'late']

interface Shown {
  readonly feeds: readonly FeedStatusShown[]
  /** What is in doubt and set by hand, by election. */
  readonly desks: readonly DeskStatus[]
  readonly problems: readonly FeedError[]
  /** Feeds of the state without a spec. */
  readonly without: readonly string[]
  /** Dead letters that nobody has replayed. */
  readonly dead: number
  /** Messages that no consumer has processed. */
  readonly left: Backlog
  readonly now: Date
  readonly root: string
}

/** The worst feeds first, with what is wrong below the table, and what to do about the worst. */
export function showStatus(shown: Shown, out: Output): void {
  const { feeds, problems, without, dead, now } = shown
  if (feeds.length > 0) out.table(columns, feeds.map(rowOf(now, out)))
  for (const feed of feeds)
    for (const reason of reasonsOf(feed))
      out.line(`${out.style(looks[feed.word], feed.feed)}: ${oneLine(reason)}`)
  for (const problem of problems) out.line(renderText(problem))
  if (dead > 0)
    out.line(out.style('red', `${counted(dead, 'dead letter')}: messages that no processor could process`))
  for (const one of toldOf(shown.left)) out.line(out.style('red', unprocessedText(one)))
  for (const problem of shown.left.trouble) out.line(renderText(problem))
  if (shown.left.unasked !== undefined)
    out.line(`what waits to be processed is not known: ${renderText(shown.left.unasked)}`)
  if (without.length > 0) out.line(`no spec any more, not polled: ${without.join(', ')}`)
  for (const desk of shown.desks) for (const line of deskLines(desk)) out.line(line)
  if (feeds.length > 1) out.line(countsOf(feeds))
  out.next(nextOf(shown))
}

/** What a person at the desk must know of an election beside its feeds. */
function deskLines({ election, open, holding, overrides }: DeskStatus): readonly string[] {
  const back = holding === 0 ? '' : `, figures are held back by ${figure(holding)}`
  return [
    ...(open + holding === 0
      ? []
      : [`${election}: ${counted(open, 'alert')} to look at${back}: feed alerts`]),
    ...(overrides === 0
      ? []
      : [`${election}: ${counted(overrides, 'result')} set by hand: feed override --list`]),
  ]
}

const columns = [
  { title: 'feed', flexible: true as const },
  { title: 'is' },
  { title: 'revision', right: true as const },
  { title: 'checked', right: true as const },
  { title: 'changed', right: true as const },
  { title: "source's time", right: true as const },
  { title: 'results', right: true as const },
  { title: 'stale', right: true as const },
  { title: 'holds', right: true as const },
]

const rowOf =
  (now: Date, out: Output) =>
  (feed: FeedStatusShown): readonly string[] => {
    const ago = (iso: string | null): string => (iso === null ? 'never' : agoText(iso, now))
    return [
      feed.feed,
      out.style(looks[feed.word], loud.includes(feed.word) ? feed.word.toUpperCase() : feed.word),
      String(feed.revision),
      ago(feed.checkedAt),
      ago(feed.changedAt),
      feed.asOf === null ? 'none given' : agoText(feed.asOf, now),
      figure(feed.results),
      feed.stale === 0 ? '' : out.style('yellow', figure(feed.stale)),
      feed.holds.length === 0 ? '' : out.style('yellow', figure(feed.holds.length)),
    ]
  }

/** A source's clock may be ahead of ours. */
function agoText(iso: string, now: Date): string {
  const passed = now.getTime() - (epochMilliseconds(iso) ?? now.getTime())
  return passed < -1_000 ? `in ${span(-passed)}` : `${span(passed)} ago`
}

function reasonsOf(feed: FeedStatusShown): readonly string[] {
  const { reasons, pending, lease, revision, behind, gap, releasedAt } = feed
  return [
    ...reasons,
    ...holdsText(feed),
    ...(releasedAt === null
      ? []
      : [`released at ${releasedAt}, and not published yet: that is for its next poll`]),
    ...(pending && lease === null
      ? [`revision ${revision} is committed and perhaps not published; the next poll publishes it`]
      : []),
    ...(lease === null
      ? []
      : [`a poll has it until ${lease.until} at the latest; one that died keeps it until then`]),
    ...(behind === null ? [] : [behindText(behind)]),
    ...(gap === null ? [] : [gapText(gap)]),
  ]
}

/** The figures are right, their past is not whole. */
function gapText({ since, from, changes, replays, trouble }: Gap): string {
  const missed = `consumers missed what came before ${counted(changes, 'change')}, of revision ${from} or later, since ${since}`
  if (trouble !== null) return `${missed}; a replay failed: ${trouble.code} ${trouble.message}`
  return replays === 0 ? missed : `${missed}; it was replayed ${counted(replays, 'time')}`
}

/** What another word than "held" would hide. */
function holdsText({ word, holds }: FeedStatusShown): readonly string[] {
  if (holds.length === 0 || word === 'held') return []
  const whole = holds.find((hold) => isWhole(hold) || (hold.by !== undefined && hold.group === '*'))
  const by = whole?.by === undefined ? '' : ` by ${whole.by}`
  const of = whole === undefined ? '' : `, and one is of the whole feed${by}: ${whole.reason}`
  return [`${standingText(holds.length)}${of}`]
}

const standingText = (holds: number): string =>
  `${counted(holds, 'hold')} ${holds === 1 ? 'stands' : 'stand'}`

function countsOf(feeds: readonly FeedStatusShown[]): string {
  const byWord = Map.groupBy(feeds, ({ word }) => word)
  const counts = healthWords.flatMap((word) => {
    const count = byWord.get(word)?.length ?? 0
    return count === 0 ? [] : [`${count} ${word}`]
  })
  const held = feeds.filter(({ holds }) => holds.length > 0)
  const holds = held.reduce((sum, one) => sum + one.holds.length, 0)
  const standing = holds === 0 ? '' : `; ${standingText(holds)} in ${counted(held.length, 'feed')}`
  return `${counted(feeds.length, 'feed')}: ${counts.join(', ')}${standing}.`
}

function nextOf(shown: Shown): string {
  const { feeds, problems, root, now, dead } = shown
  if (feeds.length + problems.length === 0)
    return `There are no feeds below ${root}. docs/spec.md says how to write one; CANVASS_FEEDS names another folder.`
  const live = feeds.filter(({ word }) => word !== 'draft' && word !== 'paused')
  const of = (word: HealthWord) => live.filter((feed) => feed.word === word)
  const [damaged] = feeds.filter(({ word }) => word === 'damaged')
  if (damaged !== undefined)
    return `docs/recovery.md says how to bring its state back; the other feeds are polled meanwhile.`
  const areAll = (word: HealthWord): boolean => of(word).length === live.length
  const [failing, silent, late, fresh] = [of('failing')[0], of('silent')[0], of('late')[0], of('new')[0]]
  if (failing !== undefined) return failedNext(failing.feed, failing.failedFor)
  if (silent !== undefined)
    return areAll('silent')
      ? 'Nothing is polled any more. Start it again: feed run'
      : pollText('Others are polled', silent)
  const [misdated] = of('misdated')
  if (misdated !== undefined)
    return `Set the clocks right, here (it is ${now.toISOString()}) and where polls run; then: feed status ${misdated.feed}`
  const lacking = feeds.find(({ behind }) => behind?.isRecent === false)
  if (lacking !== undefined)
    return `Results are missing here; make them again from the archive: feed replay ${lacking.feed}`
  const gapped = feeds.find(({ gap }) => gap !== null)
  if (gapped?.gap)
    return `A consumer that runs fills gaps by itself (feed run, feed consume). By hand: feed replay ${gapped.feed} --from ${gapped.gap.from}`
  if (dead > 0) return `${counted(dead, 'message')} could not be processed, and why: feed dead-letters`
  if (shown.left.trouble.length > 0)
    return 'Nothing of it is processed before the file is right; then "feed run" or "feed consume" goes on, begun anew'
  const [stuck] = stuckIn(shown.left)
  if (stuck !== undefined)
    return `Is a consumer at work (feed run, feed consume)? By hand, and what keeps it: ${stuck.group === 'export' ? 'feed export' : 'feed run --once'}`
  if (problems.length > 0) return 'Feeds with problems are not polled: feed validate'
  if (fresh !== undefined)
    return `Poll what was never polled: feed run ${areAll('new') ? '' : `${fresh.feed} `}--once`
  const lateAndHeld = of('late').find(({ holds }) => holds.length > 0)
  if (lateAndHeld !== undefined)
    return `What is held of a feed that is late, and why: feed holds ${lateAndHeld.feed}`
  if (late !== undefined)
    return `Compare with the office's own page; what the source gives: feed dry-run ${late.feed}`
  const held = [...live, ...feeds].find(({ holds }) => holds.length > 0)
  if (held !== undefined) return `What is held, and why: feed holds ${held.feed}`
  const released = live.find(({ releasedAt }) => releasedAt !== null)
  if (released !== undefined) return pollText('What was released waits for a poll', released)
  return live.length === 0
    ? 'No feed is live. Set status: live in a feed.yaml to have it polled.'
    : 'See the figures: feed results'
}

/** A lease refuses every poll but its own. */
const pollText = (what: string, { feed, lease }: FeedStatusShown): string =>
  lease === null
    ? `${what}. Poll this one now: feed run ${feed} --once`
    : `${what}. This one has a poll until ${lease.until} at the latest; after that: feed run ${feed} --once`
