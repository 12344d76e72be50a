import { type MetricScope, metricLine } from '../trace/metric-line.ts'
import type { PollAnswer } from './poll-answer.ts'

/** A poll that has ended, and how long it took. */
export interface EndedPoll {
  readonly answer: PollAnswer
  readonly seconds: number
}

/** What an invocation has done. */
export interface Polled {
  readonly polls: readonly EndedPoll[]
  /** Ticks that it made no poll for. */
  readonly coalesced: number
}

/** What an invocation has polled, as the one line of metrics that it writes. */
export function pollMetrics({ polls, coalesced }: Polled, scope: Omit<MetricScope, 'group'>): string {
  const ended = polls.filter(({ answer }) => answer.kind !== 'skipped')
  const published = polls.flatMap(({ answer }) => [
    ...(answer.before === undefined ? [] : [answer.before.changes]),
    ...(answer.kind === 'published' ? [answer.changes] : []),
  ])
  const count = (is: (answer: PollAnswer) => boolean): number =>
    polls.filter(({ answer }) => is(answer)).length
  return metricLine(
    {
      PollsEnded: ended.length,
      PollsFailed: count(({ kind }) => kind === 'failed'),
      PollsSkipped: count(({ kind }) => kind === 'skipped'),
      TicksCoalesced: coalesced,
      PollsUnpublished: count(({ unpublished }) => unpublished === true),
      PollsPublished: count(({ kind, before }) => kind === 'published' || before !== undefined),
      ChangesPublished: published.reduce((sum, changes) => sum + changes, 0),
      PollSeconds: ended.map(({ seconds }) => Math.round(seconds * 1_000) / 1_000),
    },
    scope,
  )
}
