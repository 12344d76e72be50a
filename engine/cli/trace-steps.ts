import { momentAt } from '../time/clock.ts'
import { epochMilliseconds } from '../time/instant.ts'
import type { TraceEvent } from '../trace/events.ts'
import { isTimed, isWhole, type Stage, stageOf, type Timed } from '../trace/stages.ts'
import type { PollTraced } from './trace-polls.ts'
import { counted, figure, oneLine, shortHash, sized } from './words.ts'

/** One bar of a waterfall, in milliseconds since the poll began. */
export interface Step {
  /** `failed`: what went on after the last step that ended, until the poll gave up. */
  readonly step: Stage | 'failed'
  readonly from: number
  readonly ms: number
  readonly about: string
}

/** When a poll began and how long it took; without an end it was killed, or is at it. */
export interface Course {
  readonly at: string
  readonly steps: readonly Step[]
  /** Null: it did not end. */
  readonly ms: number | null
  /** What the bars fill: as long as is known. */
  readonly span: number
}

/** So many requests of one poll have a line each. */
const mostFetches = 4

/** The steps of a poll, in the order in which they ended. */
export function courseOf({ events }: PollTraced): Course {
  const timed = events.filter(isTimed)
  const began = Math.min(...events.map(momentOf), ...timed.map((event) => momentOf(event) - event.ms))
  const fetched = timed.filter(({ event }) => event === 'payload.fetched')
  const steps = timed
    .filter((event) => !isWhole(event) && !(fetched.length > 0 && event.event === 'source.unmodified'))
    .map((event) => stepOf(event, began))
  const failed = events.findLast((event) => event.event === 'poll.failed')
  const shown = fetched.length > mostFetches ? together(steps, events) : steps
  const ended = events.find((event) => event.event === 'poll.ended')
  const last = Math.max(...events.map(momentOf)) - began
  return {
    at: momentAt(began).toISOString(),
    steps: failed === undefined ? shown : [...shown, untilFailed(failed, shown, began)],
    ms: ended?.ms ?? null,
    span: Math.max(1, ended?.ms ?? 0, last),
  }
}

function stepOf(event: Timed, began: number): Step {
  const from = Math.max(0, momentOf(event) - event.ms - began)
  return { step: stageOf(event), from, ms: event.ms, about: aboutOf(event) }
}

function untilFailed(
  failed: Extract<TraceEvent, { readonly event: 'poll.failed' }>,
  steps: readonly Step[],
  began: number,
): Step {
  const from = Math.max(0, ...steps.map((one) => one.from + one.ms))
  const ms = Math.max(0, momentOf(failed) - began - from)
  return { step: 'failed', from, ms, about: failed.code }
}

/** Hundreds of requests as one bar. */
function together(steps: readonly Step[], events: readonly TraceEvent[]): readonly Step[] {
  const fetches = steps.filter(({ step }) => step === 'fetch')
  const from = Math.min(...fetches.map((one) => one.from))
  const to = Math.max(...fetches.map((one) => one.from + one.ms))
  const bytes = events.reduce((sum, event) => sum + (event.event === 'payload.fetched' ? event.bytes : 0), 0)
  const about = `${counted(fetches.length, 'request')}, ${sized(bytes)}`
  const first = steps.findIndex(({ step }) => step === 'fetch')
  const others = steps.filter(({ step }) => step !== 'fetch')
  return others.toSpliced(first, 0, { step: 'fetch', from, ms: to - from, about })
}

function aboutOf(event: Timed): string {
  switch (event.event) {
    case 'poll.started':
    case 'poll.ended':
      return ''
    case 'changeset.recovered':
      return `revision ${event.revision} again, ${counted(event.messages, 'message')}`
    case 'source.unmodified':
      return `nothing new, ${counted(event.requests, 'request')}`
    case 'payload.fetched':
      return `${oneLine(event.origin)}, ${sized(event.bytes)}${turnOf(event.waited)}`
    case 'capture.archived':
      return `capture ${shortHash(event.capture)}`
    case 'state.loaded':
      return `${counted(event.results, 'result')} as they stood`
    case 'capture.judged': {
      const held = event.holds === 0 ? '' : `, ${counted(event.holds, 'hold')}`
      return `${counted(event.rows, 'row')}, ${counted(event.results, 'result')}, ${counted(event.changes, 'change')}${held}`
    }
    case 'changeset.committed':
      return `revision ${event.revision}: ${kindsText(event)}`
    case 'changeset.published':
    case 'changesets.replayed':
      break
  }
  return counted(event.messages, 'message')
}

const turnOf = (waited = 0): string =>
  waited === 0 ? '' : `, of that ${(waited / 1_000).toFixed(1)} s until the host could be asked`

/** `1 added, 2 corrected`. */
export function kindsText(event: Extract<TraceEvent, { readonly event: 'changeset.committed' }>): string {
  const kinds = ['added', 'revised', 'corrected', 'withdrawn'] as const
  const some = kinds.filter((kind) => event[kind] > 0).map((kind) => `${figure(event[kind])} ${kind}`)
  return some.join(', ')
}

const momentOf = ({ at }: TraceEvent): number => epochMilliseconds(at) ?? 0
