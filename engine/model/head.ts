import type { Hold, Order } from './hold.ts'
import type { PlanHash, Sha256 } from './ids.ts'
import type { Cursors, FailedItem } from './payload.ts'

/** What a capture says about itself; the next one is judged beside it. */
export interface CaptureFacts {
  readonly rows: number
  readonly results: number
  /** The source's own time, ISO 8601 with offset. */
  readonly asOf?: string
  /** A publication number or version, as the source writes it. */
  readonly token?: string
  /** The names of its texts whose last line has no line end (`poll/open-ends.ts`). Absent: all have one. */
  readonly openEnds?: readonly string[]
  /**
   * What its mappings read and no object of a tree has, or not all of them where it is read in some cases only
   * (`poll/lacking-paths.ts`). Absent: all is there.
   */
  readonly lackingPaths?: readonly string[]
  /** And what a person said may be missing so: it may come and go. Absent: nothing. */
  readonly releasedPaths?: readonly string[]
  /** So many rows of it, or of one before, said what another one said, were added up and not held. Absent: none. */
  readonly sameRows?: number
}

/** An unbroken row of polls that failed: the last one in words. */
export interface Failing {
  readonly since: string
  readonly at: string
  readonly polls: number
  readonly code: string
  readonly message: string
}

/** The names of the items that make up a feed's state. */
export interface StateItems {
  readonly base: readonly string[]
  readonly deltas: readonly string[]
  /** Bytes as stored, to know when a new base pays. */
  readonly baseBytes: number
  readonly deltaBytes: number
  /** That of the commit which wrote the base: what is later lies in the deltas. */
  readonly baseRevision?: number
}

/** The one item that decides what is true of a feed (DESIGN §5). */
export interface Head {
  /** Counts the writes of this item. */
  readonly version: number
  /** Raised by every acquire and every order: the fence. */
  readonly epoch: number
  readonly lease: { readonly owner: string; readonly until: string } | null
  /** The poll whose lease was the last to be given back, or taken away by a person: it gets none any more. */
  readonly ended?: string
  /** Of the newest deployment that has polled; an older one leaves the feed alone. */
  readonly build: number
  readonly plan: PlanHash | null
  readonly cursors: Cursors
  /** What the last verdict was about. */
  readonly judged: {
    readonly capture: Sha256
    readonly plan: PlanHash
    /** What of the capture is of an earlier poll, or not there. */
    readonly failed?: readonly FailedItem[]
  } | null
  /** A person released a hold of it: judge it again, whatever the source says. */
  readonly reopened: boolean
  readonly revision: number
  readonly items: StateItems
  /** The newest changeset. */
  readonly last: Sha256 | null
  /** A committed changeset that may not be in the log yet. */
  readonly pending: Sha256 | null
  readonly holds: readonly Hold[]
  /** The archived list of what the holds keep back (`HeldResult[]`). */
  readonly held: Sha256 | null
  readonly orders: readonly Order[]
  /** Of the last capture that was not held as a whole. */
  readonly facts: CaptureFacts | null
  readonly results: number
  readonly digests: string
  /** Null: the last poll did not fail. */
  readonly failing: Failing | null
  readonly checkedAt: string | null
  readonly changedAt: string | null
  readonly statusAt: string | null
}

/** What a poll learnt, stored together or not at all. */
export type Verdict = Pick<
  Head,
  | 'plan'
  | 'cursors'
  | 'judged'
  | 'reopened'
  | 'holds'
  | 'held'
  | 'facts'
  | 'failing'
  | 'checkedAt'
  | 'results'
  | 'digests'
>
