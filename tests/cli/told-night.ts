import type { FeedId } from '../../engine/model/ids.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'

type Untold<Event> = Event extends TraceEvent ? Omit<Event, 'feed' | 'poll' | 'at'> : never

/** Events of a feed, each so many milliseconds after 02:00. */
const told =
  (poll: string) =>
  (milliseconds: number, event: Untold<TraceEvent>): TraceEvent => ({
    ...event,
    feed: 'us-xx-county' as FeedId,
    poll,
    at: new Date(Date.UTC(2024, 10, 6, 2) + milliseconds).toISOString(),
  })

const hash = (digit: string): string => digit.repeat(64)
const [one, two, three, four, five] = ['one', 'two', 'three', 'four', 'five'].map(told)

/** What a night may have said of one feed, from a poll that publishes to one that was killed. */
export const toldNight: readonly TraceEvent[] = [
  one?.(12, { event: 'poll.started', plan: hash('a'), build: 1, ms: 12 }),
  one?.(240, {
    event: 'payload.fetched',
    request: 'main',
    origin: 'https://example.gov/counts.csv',
    bytes: 2_214_000,
    ms: 226,
  }),
  one?.(255, { event: 'capture.archived', capture: hash('c'), payloads: 1, ms: 14 }),
  one?.(266, { event: 'state.loaded', results: 2_650, ms: 11 }),
  one?.(348, {
    event: 'capture.judged',
    rows: 10_404,
    results: 2_650,
    rejected: 4,
    changes: 5,
    holds: 1,
    ms: 82,
  }),
  ...[17, 18, 23, 90].map((line) =>
    one?.(348, {
      event: 'row.rejected',
      place: `L${line}`,
      code: 'MAP_FAILED',
      message: `"${line}x" is no number`,
    }),
  ),
  one?.(379, {
    event: 'changeset.committed',
    revision: 4,
    added: 0,
    revised: 4,
    corrected: 1,
    withdrawn: 0,
    ms: 31,
  }),
  one?.(379, {
    event: 'hold.placed',
    hold: 'h-1f2e3d4c',
    code: 'CHECK_FALL',
    group: 'county:elm',
    reason: 'Elm, US Senator: votes fell: Ada 3,100 → 1,100',
  }),
  one?.(404, { event: 'changeset.published', revision: 4, messages: 5, ms: 25 }),
  one?.(412, { event: 'poll.ended', outcome: 'published', ms: 412 }),
  told('order-h-1f2e3d4c')(9_000, {
    event: 'order.given',
    order: 'release',
    hold: 'h-1f2e3d4c',
    who: 'Kim',
    why: 'the office\nconfirmed it',
  }),
  two?.(15_000, { event: 'poll.skipped', why: 'busy', until: '2024-11-06T02:01:15.000Z' }),
  three?.(30_003, { event: 'poll.started', plan: hash('a'), build: 1, ms: 3 }),
  three?.(30_085, { event: 'source.unmodified', requests: 88, ms: 80 }),
  three?.(30_090, { event: 'poll.ended', outcome: 'unchanged', ms: 90 }),
  told('tally')(31_000, {
    event: 'consume.gap',
    changes: 2,
    key: 'a|b',
    revision: 4,
    previous: 3,
    held: null,
  }),
  four?.(45_003, { event: 'poll.started', plan: hash('a'), build: 1, ms: 3 }),
  ...Array.from({ length: 88 }, (_, at) =>
    four?.(46_000 + at * 10, {
      event: 'payload.fetched',
      request: `county-${at}`,
      origin: `https://example.gov/${at}.json`,
      bytes: 20_000,
      ms: at === 0 ? 990 : 10,
    }),
  ),
  four?.(50_003, {
    event: 'poll.failed',
    code: 'SOURCE_FAILED',
    message: 'county-88 did not answer',
    retryable: true,
  }),
  four?.(50_010, { event: 'poll.ended', outcome: 'failed', ms: 5_010 }),
  five?.(60_002, { event: 'poll.started', plan: hash('a'), build: 1, ms: 2 }),
  five?.(60_030, { event: 'changeset.recovered', revision: 4, messages: 5, ms: 26 }),
].filter((event) => event !== undefined)
