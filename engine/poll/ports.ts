import type { Archive } from '../archive/archive.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Log } from '../log/log.ts'
import type { Hold } from '../model/hold.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Surroundings } from '../source/source.ts'
import type { StateStore } from '../state/store.ts'
import type { Clock } from '../time/clock.ts'
import type { TraceSink } from '../trace/sink.ts'

/** What a poll works with. The environment chooses them; a feed can not. */
export interface PollPorts extends Surroundings {
  readonly state: StateStore
  readonly archive: Archive
  readonly log: Log
  readonly trace: TraceSink
  readonly secrets: Secrets
  readonly clock: Clock
  /** So many messages are published between two looks at the lease: 4,000 if not said. */
  readonly messagesAtOnce?: number | undefined
}

export interface PollOptions {
  /** Names this poll, once and for all: `lease.owner`, and `again` of it where a poll needs a second lease. */
  readonly poll: string
  /** Earlier polls of this feed by this process: they have ended, though the lease of one may still stand. */
  readonly earlier?: readonly string[]
  /** Grows with every deployment. */
  readonly build: number
}

export interface Published {
  readonly kind: 'published'
  readonly revision: number
  readonly changes: number
  readonly holds: readonly Hold[]
}

/**
 * What a poll came to. `before`: what it had published before that, a capture that a person released. `unpublished`, of one
 * that failed or lost its lease: whether something is committed that may not be in the log, which the next poll publishes
 * first. It is missing where the poll never had the lease.
 */
export type PollOutcome = Verdict & { readonly before?: Published; readonly unpublished?: boolean }

type Verdict =
  /** Another poll has the feed, until then at the latest; or a newer deployment. */
  | { readonly kind: 'skipped'; readonly why: 'busy' | 'newer-build'; readonly until?: string }
  /** The source has nothing that was not judged. */
  | { readonly kind: 'unchanged' }
  /** A new capture, and nothing to publish: it says the same, or all that it says is held. */
  | { readonly kind: 'judged'; readonly holds: readonly Hold[] }
  | Published
  /** Somebody else took over at that step, or a person stepped in. The next poll goes on. */
  | { readonly kind: 'lost'; readonly step: string }
  /** The last good figures stay. */
  | { readonly kind: 'failed'; readonly error: FeedError }
