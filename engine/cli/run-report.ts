import { span } from '../entry/health.ts'
import type { HeldFeed } from '../entry/held-feeds.ts'
import type { StandingHolds } from '../entry/standing-holds.ts'
import type { AlertEnvelope } from '../model/alert.ts'
import type { Hold } from '../model/hold.ts'
import type { Plan } from '../plan/plan.ts'
import type { PollOutcome } from '../poll/ports.ts'
import type { Clock } from '../time/clock.ts'
import { alertLine } from './alert-line.ts'
import { type Left, leftText } from './left-text.ts'
import type { Output } from './output.ts'
import { pollData, pollLines, skippedText } from './poll-lines.ts'
import { counted } from './words.ts'

/** A poll in flight for so long is worth a word. */
const longFlightMilliseconds = 30_000

type Kind = PollOutcome['kind']

/** What `feed run` says while it goes on. */
export interface RunReport {
  /** A poll begins. One that hangs is seen in the pulses then. */
  readonly began: (plan: Plan) => void
  readonly said: (plan: Plan, outcome: PollOutcome) => void
  /** What is found in doubt, or is no more, as it is published. */
  readonly alert: (alert: AlertEnvelope) => void
  /** So many current results are new. */
  readonly current: (results: number) => void
  /** What the polls since the last pulse came to: no news is told apart from nobody looking. */
  readonly pulse: (standing: StandingHolds | undefined) => void
  /** The summary and what to do next. */
  readonly end: (held: readonly HeldFeed[], left?: Left) => void
  /** Polls that came to no verdict: failed, skipped, or stopped. */
  readonly without: () => number
}

/** A report of a run that begins now. `sayUnchanged`: polls without news are said every time, not only the first. */
export function runReport(
  out: Output,
  clock: Clock,
  { sayUnchanged }: { readonly sayUnchanged: boolean },
): RunReport {
  const counts = counter()
  let recent = counter()
  let news = 0
  const lastOf = new Map<string, PollOutcome>()
  const told = new Set<string>()
  const inFlight = new Map<string, number>()
  const isNew = ({ id }: Hold): boolean => !told.has(id)

  /** Of a minute in which polls ended only those that take unusually long are news. */
  const flightText = (isQuiet: boolean): string | undefined => {
    const oldest = clock.elapsed() - Math.min(...inFlight.values())
    if (inFlight.size === 0 || (!isQuiet && oldest < longFlightMilliseconds)) return undefined
    return inFlight.size === 1
      ? `1 poll is in flight, for ${span(oldest)}`
      : `${inFlight.size} polls are in flight, the oldest for ${span(oldest)}`
  }

  return {
    began: ({ feed }) => void inFlight.set(feed, clock.elapsed()),
    said(plan, outcome) {
      inFlight.delete(plan.feed)
      const at = clock.now().toISOString()
      counts.add(outcome.kind)
      recent.add(outcome.kind)
      out.data(pollData(plan, outcome, at))
      const isSame = isNoNews(outcome, lastOf.get(plan.feed))
      if (sayUnchanged || !isSame) for (const line of pollLines(plan, outcome, at, isNew, out)) out.line(line)
      lastOf.set(plan.feed, outcome)
      if (outcome.kind === 'published' || outcome.kind === 'judged')
        for (const { id } of outcome.holds) told.add(id)
    },
    alert(alert) {
      out.data({ alert })
      out.line(alertLine(alert, clock.now().toISOString(), out))
    },
    current: (results) => void (news += results),
    pulse(standing) {
      const at = clock.now().toISOString().slice(11, 19)
      const isQuiet = recent.total() === 0
      const flight = flightText(isQuiet)
      const ended = isQuiet ? (flight === undefined ? 'no feed was due' : 'no poll ended') : recent.words()
      const what = [ended, ...(flight === undefined ? [] : [flight])].join('; ')
      const fresh = news === 0 ? '' : `; ${counted(news, 'current result')} ${news === 1 ? 'is' : 'are'} new`
      out.line(out.style('dim', `${at}Z  the last minute: ${what}${fresh}${standingText(standing)}`))
      recent = counter()
      news = 0
    },
    end(held, left) {
      out.data({ polls: counts.total(), ...counts.all(), held: held.map(({ feed }) => feed) })
      out.line(`${counted(counts.total(), 'poll')}: ${counts.words()}.`)
      out.next(nextOf(held, lastOf, left))
    },
    without: () => counts.of('failed') + counts.of('lost') + counts.of('skipped'),
  }
}

/** A row of polls without news, or that wait for one and the same lease to end. */
function isNoNews(outcome: PollOutcome, last: PollOutcome | undefined): boolean {
  if (outcome.kind === 'skipped') return last?.kind === 'skipped' && last.until === outcome.until
  return outcome.kind === 'unchanged' && last?.kind === 'unchanged'
}

function standingText(standing: StandingHolds | undefined): string {
  if (standing === undefined) return ''
  const holds = [...standing.values()].reduce((sum, one) => sum + one, 0)
  if (holds === 0) return ''
  return `; ${counted(holds, 'hold')} ${holds === 1 ? 'stands' : 'stand'} in ${counted(standing.size, 'feed')}: feed holds`
}

function nextOf(
  held: readonly HeldFeed[],
  lastOf: ReadonlyMap<string, PollOutcome>,
  left: Left | undefined,
): string {
  const failing = failingText(lastOf)
  if (failing !== undefined)
    return held.length > 0 ? `${failing}; something is held too: feed holds ${held[0]?.feed}` : failing
  const undone = left && leftText(left)
  if (undone !== undefined) return held.length > 0 ? `${heldText(held)}. ${undone}` : undone
  for (const [feed, last] of lastOf) {
    if (last.kind !== 'skipped') continue
    const again = last.why === 'busy' ? `; after that: feed run ${feed} --once` : ''
    return `${feed} was not polled: ${skippedText(last)}${again}`
  }
  if (held.length > 0) return heldText(held)
  return 'See the figures: feed results'
}

const heldText = ([first]: readonly HeldFeed[]): string =>
  `Something is held${first?.hasFigures === true ? ', its last good figures stand' : ''}: feed holds ${first?.feed}`

/** Why the last poll of a feed failed, other than by being stopped; of several feeds, of the first. */
function failingText(lastOf: ReadonlyMap<string, PollOutcome>): string | undefined {
  const failing = [...lastOf].flatMap(([feed, last]) =>
    last.kind === 'failed' && last.error.code !== 'POLL_STOPPED'
      ? [`${feed} failed: ${last.error.code} ${last.error.message}`]
      : [],
  )
  const others = failing.length > 1 ? ` So did ${counted(failing.length - 1, 'other')}.` : ''
  if (failing.length === 0) return undefined
  return `${failing[0]}${others} What stands stays, visibly stale: feed status`
}

function counter() {
  const counts = new Map<Kind, number>()
  const of = (kind: Kind): number => counts.get(kind) ?? 0
  return {
    add: (kind: Kind): void => void counts.set(kind, of(kind) + 1),
    of,
    all: (): Readonly<Record<string, number>> => Object.fromEntries(counts),
    total: (): number => [...counts.values()].reduce((sum, one) => sum + one, 0),
    words: (): string => [...counts].map(([kind, count]) => `${count} ${wordOf[kind]}`).join(', ') || 'none',
  }
}

const wordOf: Readonly<Record<Kind, string>> = {
  published: 'published',
  judged: 'with nothing to publish',
  unchanged: 'unchanged',
  failed: 'failed',
  skipped: 'skipped',
  lost: 'stopped by somebody',
}
