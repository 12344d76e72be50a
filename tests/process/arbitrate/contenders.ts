import type { Stale } from '../../../engine/model/current.ts'
import type { SourceOrder } from '../../../engine/model/desk.ts'
import type { FeedId } from '../../../engine/model/ids.ts'
import type { ResultRecord, Status } from '../../../engine/model/result.ts'
import type { Candidate } from '../../../engine/process/arbitrate/candidate.ts'
import type { Choice, Stands } from '../../../engine/process/arbitrate/choose.ts'
import { minute, record, wake } from '../../conformance/results-samples.ts'

/** An order of sources with what is usual. */
export const order = (...names: readonly string[]): SourceOrder => ({
  contest: '*',
  order: names,
  tolerance: { votes: 10, percent: 0.5 },
})

interface More {
  readonly status?: Status
  readonly trouble?: Stale['why']
  readonly doubtful?: true
  readonly unjudged?: true
  /** The sum of units of this feed alone. */
  readonly computed?: true
}

/** What a feed says of Wake, or under the name `units` the sum of the units within. */
export function says(name: string, votes: number, more: More = {}): Candidate {
  const { status, trouble, doubtful, unjudged, computed = false } = more
  return {
    source:
      name === 'units'
        ? { kind: 'units', units: 2, feeds: [], capturedAt: minute(1) }
        : { kind: 'feed', feed: name as FeedId, revision: 1, capturedAt: minute(1), computed },
    record: figures(votes, status),
    stale: [],
    ...(trouble === undefined ? {} : { trouble: mark(trouble) }),
    ...(doubtful === undefined ? {} : { isDoubtful: doubtful, trouble: mark('HELD') }),
    ...(unjudged === undefined ? {} : { isUnjudged: unjudged }),
  }
}

export const mark = (why: Stale['why']): Stale => ({ why, words: `${why.toLowerCase()}!`, since: minute(3) })

export const figures = (votes: number, status?: Status): ResultRecord => ({
  ...record(wake, votes),
  ...(status === undefined ? {} : { reporting: { status } }),
})

/** What stands: figures of a source, chosen by an order. */
export const stands = (of: Candidate, by: SourceOrder | undefined): Stands => ({
  source: of.source,
  record: of.record,
  stale: [],
  because: 'as before',
  order: by?.order ?? [],
})

/** `a 100 [HELD] (PRIORITY)`: whose figures, what is stale, and what switched. */
export function told(choice: Choice | undefined): string {
  if (choice === undefined) return 'nothing'
  const { source, record: chosen, stale, switched } = choice
  const name = source.kind === 'feed' ? `${source.computed ? 'units of ' : ''}${source.feed}` : source.kind
  return [
    name,
    chosen?.selections[0]?.votes.total ?? 'none',
    ...(chosen?.reporting?.status === undefined ? [] : [chosen.reporting.status]),
    ...(stale.length === 0 ? [] : [`[${stale.map(({ why }) => why).join(' ')}]`]),
    ...(switched === null ? [] : [`(${switched.why})`]),
  ].join(' ')
}
