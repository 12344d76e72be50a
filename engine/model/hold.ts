import type { ResultKey, Sha256 } from './ids.ts'
import type { Figures } from './result.ts'

/**
 * What a hold covers. A member who reads only this can mark the right figures as stale:
 * no `units` means the whole feed, no `contests` every contest of those units.
 */
export interface Scope {
  readonly units?: readonly string[]
  readonly contests?: readonly string[]
}

/** What a check refused to publish, or what a person told us to keep back. */
export interface Hold {
  /** Short, printable, and the same while capture after capture fails for the same reason. */
  readonly id: string
  /** A code of the catalogue. */
  readonly code: string
  /** What the doubt is about, within its code: a unit, a moment, `*` for the whole capture. A release waives code and group. */
  readonly group: string
  readonly scope: Scope
  /** In words, with the figures. */
  readonly reason: string
  /** What to look at before it is released, or what lifts it. */
  readonly hint?: string
  /** The contests that showed it, where the scope is wider than the evidence. */
  readonly evidence?: readonly string[]
  /** How many results it keeps back. Zero for a whole capture that could not be read. */
  readonly results: number
  /** The first places in the raw bytes that gave rise to it. */
  readonly places: readonly string[]
  readonly capture: Sha256
  /** When the first capture of an unbroken row failed for this reason. */
  readonly since: string
  /** The moment at which it ends by itself: poll closing. */
  readonly due?: string
  /** Set when a person holds: no verdict lifts it, and its units stand for all that lies in them. */
  readonly by?: string
}

/** What a hold keeps back, figure by figure: for people, and for the next verdict. Archived; the head has its hash. */
export interface HeldResult {
  readonly key: ResultKey
  readonly holds: readonly string[]
  /** What the capture says. Undefined: the result is gone from it. */
  readonly now: Omit<Figures, 'revision'> | undefined
  /** What stands. Undefined: nothing was ever published. */
  readonly before: Figures | undefined
}

/** What a person said, kept with the head and on the record. */
export interface Order {
  readonly order: 'hold' | 'release'
  readonly hold: string
  readonly code: string
  readonly group: string
  /** The capture whose doubt a release waives. */
  readonly capture: Sha256 | undefined
  readonly who: string
  readonly why: string
  readonly at: string
}
