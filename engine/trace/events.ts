import type { FeedId } from '../model/ids.ts'

interface Stamp {
  readonly feed: FeedId
  /** Names one poll, one command of a person, or a processor. */
  readonly poll: string
  readonly at: string
}

/**
 * Everything the engine says about its own work. Values are bounded; raw payload text never appears. An event with `ms`
 * is said when something ends that took so long.
 */
export type TraceEvent = Stamp &
  (
    | {
        readonly event: 'poll.started'
        readonly plan: string
        readonly build: number
        /** To get the lease: the poll began so long before. */
        readonly ms: number
      }
    | {
        readonly event: 'poll.skipped'
        readonly why: 'busy' | 'newer-build' | 'due-later'
        readonly until?: string
      }
    | {
        readonly event: 'poll.failed'
        readonly code: string
        readonly message: string
        readonly retryable: boolean
        /** Of a defect of the engine: where in it. Nobody else is told. */
        readonly stack?: string
      }
    | { readonly event: 'poll.ended'; readonly outcome: string; readonly ms: number }
    | {
        readonly event: 'changeset.recovered'
        readonly revision: number
        readonly messages: number
        readonly ms: number
      }
    | { readonly event: 'source.unmodified'; readonly requests: number; readonly ms: number }
    | {
        readonly event: 'payload.fetched'
        readonly request: string
        readonly origin: string
        readonly bytes: number
        /** Milliseconds of those that it waited for its turn at the host. Without it: none. */
        readonly waited?: number
        readonly ms: number
      }
    | {
        /** One item of several; the others of its request go on. `kept`: what it last brought stands in for it. */
        readonly event: 'payload.failed'
        readonly request: string
        readonly code: string
        readonly message: string
        readonly kept: boolean
      }
    | {
        /** By a rule of the spec nothing is published there yet. */
        readonly event: 'payload.absent'
        readonly request: string
        readonly because: string
        /** Whether something from an earlier poll takes its place. */
        readonly kept: boolean
      }
    | {
        /** The far side said "not modified" of something that it had changed: an audit has found it. */
        readonly event: 'payload.denied'
        readonly request: string
        readonly origin: string
        readonly known: string
        readonly found: string
      }
    | {
        readonly event: 'capture.archived'
        readonly capture: string
        readonly payloads: number
        readonly ms: number
      }
    | { readonly event: 'state.loaded'; readonly results: number; readonly ms: number }
    | {
        readonly event: 'capture.judged'
        readonly rows: number
        readonly results: number
        readonly rejected: number
        readonly changes: number
        readonly holds: number
        readonly ms: number
      }
    | {
        readonly event: 'row.rejected'
        readonly place: string
        readonly code: string
        readonly message: string
      }
    | {
        readonly event: 'hold.placed'
        readonly hold: string
        readonly code: string
        readonly group: string
        readonly reason: string
      }
    | {
        readonly event: 'hold.lifted'
        readonly hold: string
        readonly code: string
        /** `superseded`: a newer capture is without that doubt, whatever it says. */
        readonly how: 'superseded' | 'released' | 'due'
      }
    | {
        readonly event: 'order.given'
        readonly order: 'hold' | 'release'
        readonly hold: string
        readonly who: string
        readonly why: string
      }
    | {
        readonly event: 'changeset.committed'
        readonly revision: number
        readonly added: number
        readonly revised: number
        readonly corrected: number
        readonly withdrawn: number
        readonly ms: number
      }
    | {
        readonly event: 'changeset.published'
        readonly revision: number
        readonly messages: number
        readonly ms: number
      }
    | {
        /** A person had archived changesets published again. */
        readonly event: 'changesets.replayed'
        readonly from: number
        readonly to: number
        readonly changesets: number
        readonly messages: number
        readonly ms: number
      }
    | { readonly event: 'state.swept'; readonly items: number }
    | { readonly event: 'state.restored'; readonly from: number; readonly to: number }
    | {
        /** A consumer holds another revision than the one that this change follows: replay the feed from the archive. */
        readonly event: 'consume.gap'
        readonly changes: number
        /** Of the first of them. */
        readonly key: string
        readonly revision: number
        readonly previous: number | null
        readonly held: number | null
      }
    | {
        /** What was missing has come, late or by a replay. */
        readonly event: 'consume.filled'
        readonly changes: number
        /** For so many milliseconds something was missing. */
        readonly lasted: number
      }
    | {
        /** A processor could not process a message: it lies in the dead letters, and what is behind it goes on. */
        readonly event: 'consume.dead'
        readonly letter: string
        readonly processor: string
        readonly topic: string
        readonly partition: number
        readonly offset: number
        readonly id: string
        readonly code: string
        readonly message: string
        readonly attempts: number
      }
    | {
        /** A store or a setting fails: nothing of it goes on, and nothing is given up, until it is well. */
        readonly event: 'consume.waiting'
        readonly processor: string
        readonly code: string
        readonly message: string
      }
    | { readonly event: 'consume.resumed'; readonly processor: string; readonly lasted: number }
    | {
        /** Work that came to nothing, since its partitions went to another member or the consumer was stopped: it comes again. */
        readonly event: 'consume.dropped'
        readonly topic: string
        readonly messages: number
      }
    | {
        /** How a group does, now and then. */
        readonly event: 'consume.progress'
        /** Messages that are published and not settled; null: the log did not say. */
        readonly lag: number | null
        /** Of the oldest message that waits or is at work here. */
        readonly oldestSeconds: number
        readonly inFlight: number
        /** Since the last time, of this process. */
        readonly processed: number
        readonly seconds: number
        readonly retries: number
        readonly dead: number
      }
    | {
        /** Another source took over, or a person: of the feed that was left, or that counts now. */
        readonly event: 'current.switched'
        readonly election: string
        readonly key: string
        readonly from: string
        readonly to: string
        readonly why: string
        readonly words: string
      }
    | { readonly event: 'trace.lost'; readonly events: number }
  )

/** Is it one, as far as whoever reads it must rely on? What it says beside its stamp differs from version to version. */
export const isTraceEvent = (value: unknown): value is TraceEvent =>
  typeof value === 'object' &&
  value !== null &&
  ['event', 'feed', 'poll', 'at'].every((key) => typeof Reflect.get(value, key) === 'string')
