import type { FeedId } from '../../engine/model/ids.ts'
import type { TraceEvent } from '../../engine/trace/events.ts'

type Kind = TraceEvent['event']
type Said<Event> = Event extends TraceEvent ? Omit<Event, 'feed' | 'poll' | 'at' | 'event'> : never
type Samples = { readonly [Name in Kind]: Said<Extract<TraceEvent, { event: Name }>> }

const samples: Samples = {
  'poll.started': { plan: 'a'.repeat(64), build: 7, ms: 3 },
  'poll.skipped': { why: 'busy', until: '2024-11-06T02:05:00.000Z' },
  'poll.failed': { code: 'POLL_BUG', message: 'odd – 選挙 🗳 "x"', retryable: false, stack: 'Error\n  at x' },
  'poll.ended': { outcome: 'published', ms: 412 },
  'changeset.recovered': { revision: 3, messages: 12, ms: 20 },
  'source.unmodified': { requests: 2, ms: 80 },
  'payload.fetched': { request: 'main', origin: 'https://example.gov/a.csv', bytes: 2_000_000_000, ms: 210 },
  'payload.failed': { request: 'county/elm', code: 'SOURCE_STATUS', message: 'no', kept: true },
  'payload.absent': { request: 'main', because: 'nothing before polls close', kept: false },
  'payload.denied': {
    request: 'main',
    origin: 'https://example.gov/a.csv',
    known: 'b'.repeat(64),
    found: 'd'.repeat(64),
  },
  'capture.archived': { capture: 'c'.repeat(64), payloads: 1, ms: 14 },
  'state.loaded': { results: 2_650, ms: 11 },
  'capture.judged': { rows: 10_400, results: 2_650, rejected: 2, changes: 5, holds: 1, ms: 82 },
  'row.rejected': { place: 'L17', code: 'MAP_FAILED', message: 'a lone half \uD83D of a pair' },
  'hold.placed': { hold: 'h-1', code: 'CHECK_FALL', group: '*', reason: 'Elm fell' },
  'hold.lifted': { hold: 'h-1', code: 'CHECK_FALL', how: 'released' },
  'order.given': { order: 'release', hold: 'h-1', who: 'Kim', why: '' },
  'changeset.committed': { revision: 4, added: 1, revised: 2, corrected: 0, withdrawn: 0, ms: 31 },
  'changeset.published': { revision: 4, messages: 3, ms: 25 },
  'changesets.replayed': { from: 1, to: 4, changesets: 4, messages: 40, ms: 100 },
  'state.swept': { items: 4 },
  'state.restored': { from: 2, to: 9 },
  'consume.gap': { changes: 1, key: 'a|b', revision: 4, previous: 3, held: null },
  'consume.filled': { changes: 1, lasted: 900 },
  'consume.dead': {
    letter: 'd-0123456789ab',
    processor: 'tally',
    topic: 'results.changes',
    partition: 3,
    offset: 17,
    id: 'us-nc/4/a|b',
    code: 'CONSUME_UNREADABLE',
    message: 'no',
    attempts: 1,
  },
  'consume.waiting': { processor: 'tally', code: 'AWS_FAILED', message: 'throttled' },
  'consume.resumed': { processor: 'tally', lasted: 4_000 },
  'consume.dropped': { topic: 'results.changes', messages: 500 },
  'consume.progress': {
    lag: null,
    oldestSeconds: 1.5,
    inFlight: 500,
    processed: 12_000,
    seconds: 60,
    retries: 2,
    dead: 0,
  },
  'current.switched': {
    election: 'us-2024',
    key: 'a|b',
    from: 'us-nc',
    to: 'us-nc-wake',
    why: 'HELD',
    words: 'held (h-1)',
  },
  'trace.lost': { events: 41 },
}

/** One event of every kind there is, of one poll. */
export const eventsOfAllKinds: readonly TraceEvent[] = Object.entries(samples).map(
  ([event, said], index) =>
    ({
      event,
      feed: 'us-nc' as FeedId,
      poll: '2024-11-06T02:00:00.000Z-0a1b2c3d',
      at: new Date(Date.UTC(2024, 10, 6, 2, 0, 0, 123 + index)).toISOString(),
      ...said,
    }) as TraceEvent,
)
