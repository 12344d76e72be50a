import { createHash } from 'node:crypto'
import type { Plan, Schedule } from '../plan/plan.ts'
import { intervalAt, phaseOf } from '../poll/due.ts'
import { epochMilliseconds, instantText } from '../time/instant.ts'
import type { DeployedSchedule } from './deployment.ts'
import { firingsOf, paceWithin } from './firings.ts'

/**
 * A schedule can neither begin nor end in the past, and deploying takes its time: one that begins so soon begins at once, and one
 * that ends so soon is left out, with what follows it in its place.
 */
const soon = 15 * 60_000
const mostLetters = 64
const minute = 60_000

/**
 * The schedules whose ticks are those of the local scheduler (`poll/due.ts`): for each span of time in which one interval is in
 * force, on the grid of that interval and moved by the phase of the feed. Spans that are over at `now`, in milliseconds since 1970,
 * or almost, are left out. Intervals that do not divide a day are shortened to one that does (`everySeconds` says which).
 *
 * Expressions are in UTC and windows are instants: in a zone of its own, a schedule is skipped where clocks go forward and is not
 * repeated where they go back, so that a feed would not be polled for an hour.
 */
export function schedulesOf(
  { feed, schedule }: Pick<Plan, 'feed' | 'schedule'>,
  now: number,
): readonly DeployedSchedule[] {
  return spansOf(schedule)
    .filter(({ to }) => to === undefined || to > now + soon)
    .flatMap(({ from, to, every }) => {
      const pace = paceWithin(every / 1_000)
      const phase = Math.floor(phaseOf(feed, pace * 1_000) / 1_000)
      return firingsOf(pace, phase).map(({ expression, ticks }, n): DeployedSchedule => {
        const start =
          from === undefined || from <= now + soon ? undefined : firstFiring(from, ticks.at(-1) ?? 0)
        return {
          name: nameOf(feed, from, n),
          expression,
          timezone: 'UTC',
          ...(start !== undefined && start > now + soon && { start: instantText(start) }),
          ...(to !== undefined && { end: instantText(to) }),
          ticks,
          everySeconds: pace,
        }
      })
    })
}

interface Span {
  /** Undefined: it has always been. */
  readonly from: number | undefined
  /** Not included. Undefined: it never ends. */
  readonly to: number | undefined
  readonly every: number
}

/** All of time, cut where another interval comes into force. */
function spansOf(schedule: Schedule): readonly Span[] {
  const edges = schedule.windows
    .flatMap(({ from, to }) => [instant(from), instant(to)])
    .toSorted((one, other) => one - other)
  const spans: Span[] = [{ from: undefined, to: undefined, every: schedule.everyMilliseconds }]
  for (const edge of edges) {
    const last = spans.at(-1) as Span
    const every = intervalAt(schedule, edge)
    if (every === last.every) continue
    spans.splice(-1, 1, ...(last.from === edge ? [] : [{ ...last, to: edge }]), {
      from: edge,
      to: undefined,
      every,
    })
  }
  return spans
}

/** A minute whose last tick is not before the span has some ticks in it, others perhaps before it. */
const firstFiring = (from: number, lastTick: number): number =>
  Math.ceil((from - lastTick * 1_000) / minute) * minute

/** By when the span begins: one whose end or pace is changed keeps its name. */
function nameOf(feed: string, from: number | undefined, n: number): string {
  const span = from === undefined ? 'usual' : instantText(from).replace(/[^\dT]/g, '')
  const tail = `.${span}${n === 0 ? '' : `.${n + 1}`}`
  const room = mostLetters - tail.length
  if (feed.length <= room) return `${feed}${tail}`
  const hash = createHash('sha256').update(feed).digest('hex').slice(0, 8)
  return `${feed.slice(0, room - hash.length - 1)}-${hash}${tail}`
}

function instant(iso: string): number {
  const found = epochMilliseconds(iso)
  if (found === undefined) throw new Error(`a window begins or ends at "${iso}", which is no instant`)
  return found
}
