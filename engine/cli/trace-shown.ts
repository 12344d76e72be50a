import type { TraceEvent } from '../trace/events.ts'
import type { Output, Style } from './output.ts'
import { skippedText } from './poll-lines.ts'
import type { Aside, PollTraced } from './trace-polls.ts'
import { type Course, courseOf, kindsText, type Step } from './trace-steps.ts'
import { counted, oneLine, took } from './words.ts'

const barWidth = 40
/** So many rejected rows, and so many holds, of one poll are shown. */
const mostRejected = 3
const mostHolds = 6
/** So many lines of where a defect is. */
const mostStack = 6

type Of<Kind extends TraceEvent['event']> = Extract<TraceEvent, { readonly event: Kind }>

/** A poll as a waterfall, with what went wrong and what was held below it. */
export function showPoll(traced: PollTraced, feed: string, out: Output): void {
  const course = courseOf(traced)
  const [word, look, rest] = headOf(traced)
  const ms = course.ms === null ? 'did not end' : took(course.ms)
  out.line(
    [
      course.at,
      out.style(look, word),
      ...(word === 'skipped' ? [] : [ms]),
      ...(rest === '' ? [] : [rest]),
    ].join('  '),
  )
  if (course.steps.length > 0) showSteps(course, out)
  for (const line of [...rejectedLines(traced), ...holdLines(traced, feed), ...otherLines(traced)])
    out.line(`  ${line}`)
  out.line()
}

/** What happened between polls, on one line. */
export function showAside({ event }: Aside, out: Output): void {
  out.line(`${event.at}  ${asideText(event)}`)
  out.line()
}

function showSteps({ steps, span }: Course, out: Output): void {
  const columns = [
    { title: '  step' },
    { title: `0 to ${took(span)}` },
    { title: 'took', right: true as const },
    { title: '', flexible: true as const },
  ]
  out.table(
    columns,
    steps.map((one) => [`  ${one.step}`, barOf(one, span), took(one.ms), one.about]),
  )
}

/** As long as its share of the whole; what took no time that counts is a thin line. */
function barOf({ from, ms }: Step, span: number): string {
  const at = Math.min(barWidth - 1, Math.floor((from / span) * barWidth))
  const length = Math.min(barWidth - at, Math.round((ms / span) * barWidth))
  return `${' '.repeat(at)}${length === 0 ? '▏' : '█'.repeat(length)}`.padEnd(barWidth)
}

function headOf({ events }: PollTraced): readonly [string, Style, string] {
  const skipped = of(events, 'poll.skipped')[0]
  if (skipped !== undefined) return ['skipped', 'yellow', whySkipped(skipped)]
  const failed = of(events, 'poll.failed').at(-1)
  const error = failed === undefined ? '' : `${failed.code} ${oneLine(failed.message)}`
  const outcome = of(events, 'poll.ended')[0]?.outcome
  const judged = of(events, 'capture.judged').at(-1)
  switch (outcome) {
    case undefined:
      return ['began', 'yellow', 'it was killed, or is at it']
    case 'failed':
      return ['failed', 'red', error]
    case 'judged':
      if ((judged?.holds ?? 0) > 0 || failed !== undefined)
        return ['held', 'yellow', error || `nothing published; ${counted(judged?.holds ?? 0, 'hold')}`]
      return ['unchanged', 'dim', 'a new capture that says the same']
    case 'published': {
      const committed = of(events, 'changeset.committed')
      const revisions = committed.map((one) => `revision ${one.revision}: ${kindsText(one)}`).join('; ')
      const held =
        judged !== undefined && judged.holds > 0 ? `; ${counted(judged.holds, 'hold')}, the rest went on` : ''
      return ['published', 'green', `${revisions}${held}`]
    }
    case 'lost':
      return ['lost', 'yellow', 'somebody stepped in; the next poll goes on']
    default:
      return [outcome, 'dim', '']
  }
}

const whySkipped = ({ why, until }: Of<'poll.skipped'>): string =>
  why === 'due-later'
    ? 'it was not due'
    : skippedText({ kind: 'skipped', why, ...(until === undefined ? {} : { until }) })

function rejectedLines({ events }: PollTraced): readonly string[] {
  const rejected = of(events, 'row.rejected')
  const all = of(events, 'capture.judged').reduce((sum, one) => sum + one.rejected, 0)
  if (all === 0) return []
  const more = all > mostRejected ? ', the first of them' : ''
  const shown = rejected.slice(0, mostRejected)
  return [
    `${counted(all, 'row')} rejected${more}:`,
    ...shown.map(({ place, code, message }) => `  ${oneLine(place)} ${code} ${oneLine(message)}`),
  ]
}

function holdLines({ events }: PollTraced, feed: string): readonly string[] {
  const lines = [
    ...of(events, 'hold.placed').map(({ hold, code, reason }) => `held ${hold} ${code} ${oneLine(reason)}`),
    ...of(events, 'hold.lifted').map(({ hold, code, how }) => `lifted ${hold} ${code}: ${howText[how]}`),
  ]
  if (lines.length <= mostHolds) return lines
  return [...lines.slice(0, mostHolds), `… and ${lines.length - mostHolds} more: feed holds ${feed}`]
}

const howText: Readonly<Record<Of<'hold.lifted'>['how'], string>> = {
  superseded: 'a newer capture is without that doubt',
  released: 'a person released it',
  due: 'it came due',
}

function otherLines({ events }: PollTraced): readonly string[] {
  const bug = of(events, 'poll.failed').findLast(({ stack }) => stack !== undefined)
  return [
    ...(bug?.stack?.split('\n').slice(0, mostStack).map(oneLine) ?? []),
    ...of(events, 'state.restored').map(
      ({ from, to }) => `the state was at revision ${from}, and went on from revision ${to} of the archive`,
    ),
    ...of(events, 'state.swept').map(({ items }) => `${counted(items, 'old item')} of the state removed`),
  ]
}

function asideText(event: Aside['event']): string {
  switch (event.event) {
    case 'order.given': {
      const word = event.order === 'hold' ? 'holds' : 'releases'
      return `${oneLine(event.who)} ${word} ${event.hold}: ${oneLine(event.why)}`
    }
    case 'changesets.replayed':
      return `replayed revisions ${event.from} to ${event.to}, ${counted(event.messages, 'message')}, ${took(event.ms)}`
    case 'consume.gap':
      return `a consumer misses revisions: ${counted(event.changes, 'change')} of revision ${event.revision} follow ${event.previous ?? 'none'}, and it holds ${event.held ?? 'none'}`
    case 'current.switched':
      return `another source for ${oneLine(event.key)}: ${oneLine(event.words)}`
    case 'trace.lost':
      break
  }
  return `${counted(event.events, 'event')} of the trace could not be written and are lost`
}

const of = <Kind extends TraceEvent['event']>(
  events: readonly TraceEvent[],
  kind: Kind,
): readonly Of<Kind>[] => events.filter((event): event is Of<Kind> => event.event === kind)
