import type { ErrorCode } from '../errors/feed-error.ts'
import type { Control } from '../model/control.ts'
import type { Election } from '../model/election.ts'
import type { CaptureFacts } from '../model/head.ts'
import type { Hold, Scope } from '../model/hold.ts'
import type { ResultKey, Sha256 } from '../model/ids.ts'
import type { FailedItem } from '../model/payload.ts'
import type { Figures, Result } from '../model/result.ts'
import type { Rejection } from '../model/row.ts'
import type { Gatherer } from './gatherer.ts'
import type { Remembered } from './remembered.ts'

/** What the capture says about itself, beside its results. */
export interface CapturedFacts extends CaptureFacts {
  /** How many rows could not be used; `rejections` are the first of them. */
  readonly rejected: number
  readonly rejections: readonly Rejection[]
  readonly electionDates: readonly string[]
}

/** An item that could not be had or not be read, by the addresses of what stands in for it: none where nothing does. */
export interface LackingItem extends FailedItem {
  readonly kept: readonly string[]
  /** The addresses of the others of its request. */
  readonly beside: readonly string[]
}

/** An item of a request, by its name and the address of its bytes. */
export interface AlikeItem {
  readonly name: string
  readonly origin: string
}

/** Rows of one unit that say the very same as another row of their file, and whose figures are added up. */
export interface SameRowsOf {
  readonly unit: string
  /** The contests that they are of; `isOfAll`: some are of the unit and of no contest. */
  readonly contests: ReadonlySet<string>
  readonly isOfAll: boolean
  readonly rows: number
  /** Where one of them stands, and where it stands again. */
  readonly first: string
  readonly again: string
}
export interface SameRows {
  /** Of all units together. */
  readonly rows: number
  readonly units: readonly SameRowsOf[]
}

/** Everything a check may know. Nothing else: no clock, no network. */
export interface Examined {
  readonly capture: Sha256
  readonly capturedAt: string
  readonly election: Election
  /** The jurisdiction of the feed. */
  readonly unit: string
  /** What the capture says, by key. */
  readonly now: ReadonlyMap<ResultKey, Result>
  /** What stands: the last good figures (never withdrawn ones). */
  readonly before: ReadonlyMap<ResultKey, Figures>
  /** What the last verdict kept back, as its capture gave it. */
  readonly heldBefore: ReadonlyMap<ResultKey, Omit<Figures, 'revision'>>
  readonly holds: readonly Hold[]
  readonly facts: CapturedFacts
  readonly factsBefore: CaptureFacts | undefined
  /** Sums that the source gives of itself. */
  readonly controls?: readonly Control[]
  /** Contests and selections that nothing named, by the results in which they stand: their ids are their names. */
  readonly unnamed?: readonly {
    readonly key: ResultKey
    readonly what: 'contest' | 'selection'
    readonly id: string
  }[]
  /** Items of requests that this capture does not have, or has from an earlier poll. */
  readonly failed: readonly LackingItem[]
  /** Items of one request with the same bytes, together. */
  readonly alike?: readonly (readonly AlikeItem[])[]
  /** Rows that stand twice in their file and would be counted twice. */
  readonly sameRows?: SameRows | undefined
  /** What is known of the capture that was examined before, if anything: it spares looks at results, and changes no doubt. */
  readonly remembered?: Remembered | undefined
  /** All that the checks which are asked gather: one walk over the results serves them all. */
  readonly gathers?: readonly Gatherer[]
  /** Does another check keep this result back? Only for checks that are asked last. */
  doubted(key: ResultKey): boolean
}

/** A reason not to publish. It becomes a hold, unless a person has released that code and group for this capture. */
export interface Doubt {
  readonly code: ErrorCode
  /** What a person would release as one thing: mostly a unit. */
  readonly group: string
  readonly scope: Scope
  /** The results it keeps back; undefined means the whole capture. */
  readonly keys: readonly ResultKey[] | undefined
  readonly reason: string
  /** What to do next. Undefined: what the catalogue says of the code. */
  readonly hint?: string
  readonly evidence?: readonly string[]
  readonly places?: readonly string[]
  readonly due?: string
  /** Its results are those of an earlier poll: what did not change is meant too. */
  readonly stale?: boolean
}

/** One rule, one file. Pure: the same doubts, in the same order, for the same input. */
export interface Check {
  /** Asked after all others, because it must know what they keep back. */
  readonly last?: boolean
  /** What it finds out of all results, one by one. */
  readonly gathers?: readonly Gatherer[]
  examine(examined: Examined): Iterable<Doubt>
}
