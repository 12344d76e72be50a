import type { Envelope, FeedStatus } from '../../../engine/model/envelope.ts'
import { resultKey } from '../../../engine/model/ids.ts'
import { arbitrateStatus } from '../../../engine/process/arbitrate/arbitrate-status.ts'
import { keepStatus } from '../../../engine/process/keep-status.ts'
import { contest, envelope, minute, state, status, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, feedId } from './arbitrating.ts'

const { signal } = new AbortController()

/** Two feeds that report the same county. */
export const [a, b] = [feedId('a'), feedId('b')]
export const key = resultKey(contest, wake)

/** What a feed says of Wake. */
export const says = (feed: typeof a, revision: number, votes: number | null, more = {}): Envelope =>
  envelope(revision, votes, { feed, unit: wake, within: state, ...more })

/** What a feed says of itself, kept and followed as its group does. */
export async function tells(
  { ports }: Arbitrating,
  feed: typeof a,
  saidAt: string,
  more: Partial<FeedStatus> = {},
): Promise<void> {
  const said = status(1, saidAt, { feed, checkedAt: saidAt, ...more })
  const message = { key: feed, id: `${feed}/status/${saidAt}`, value: JSON.stringify(said), headers: {} }
  await keepStatus.make(ports)([message], signal)
  await arbitrateStatus.make(ports)([message], signal)
}

/** `a 100 [HELD] (SILENT)`: whose figures stand, what is stale, and the last switch. */
export async function stands(desk: Arbitrating, unit = wake): Promise<string> {
  const { source, record, stale, switched } = (await desk.current(unit))?.envelope ?? {}
  const of = source?.kind === 'feed' ? source.feed : source?.kind
  return [
    of,
    record?.selections[0]?.votes.total ?? 'none',
    ...(stale?.length ? [`[${stale.map(({ why }) => why).join(' ')}]`] : []),
    ...(switched ? [`(${switched.why})`] : []),
  ].join(' ')
}

/** A hold of checks. */
export const held = (id: string, scope: object) => ({
  id,
  scope,
  code: 'CHECK_FALL',
  group: '*',
  reason: 'fell',
  results: 1,
  places: [],
  since: minute(2),
  capture: 'c'.repeat(64) as never,
})

/** A rule's doubt about what feed a says of Wake. */
export const doubt = {
  id: 'a-1',
  election: 'us-2024-11-05-general',
  key,
  feed: a,
  rule: 'jump',
  about: '',
  measure: 9,
  limit: 1,
  words: '!',
  severity: 'hold' as const,
  state: 'open' as const,
  since: minute(2),
  noticed: { version: 1, measure: 9 },
}

/** What a person set. */
export const set = {
  id: 'o-1',
  election: 'us-2024-11-05-general',
  key,
  votes: { harris: 77 },
  who: 'Kim',
  why: 'read on the telephone',
  at: minute(0),
  until: minute(30),
}
