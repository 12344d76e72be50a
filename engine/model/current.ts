import type { ChangeKind } from './changeset.ts'
import type { FeedId, ResultKey } from './ids.ts'
import type { ResultRecord } from './result.ts'

/** What an arbitrated figure was taken from. One at a time, for a contest in a unit: nothing is mixed. */
export type Source =
  /** What one feed says; `computed`: as the sum of units that it reports. */
  | {
      readonly kind: 'feed'
      readonly feed: FeedId
      readonly revision: number
      readonly capturedAt: string
      readonly computed: boolean
    }
  /** The sum of the current results of the units that lie directly in it, from whatever feeds these are. */
  | {
      readonly kind: 'units'
      readonly units: number
      readonly feeds: readonly FeedId[]
      readonly capturedAt: string
    }
  /** What a person said; `over` is what would stand otherwise. */
  | { readonly kind: 'override'; readonly override: string; readonly over: Source | null }

/** Why figures are not as fresh as they look. */
export interface Stale {
  /** HELD: a check, a person or a rule keeps newer figures back. FAILING: the polls of the feed fail. SILENT: it was not checked for too long. */
  readonly why: 'HELD' | 'FAILING' | 'SILENT'
  /** In words, with the id of the hold or alert. */
  readonly words: string
  readonly since: string
}

/** Computed from a record and what is expected: never a call of a winner. */
export interface Standing {
  /** Votes of all selections together. */
  readonly votes: number
  /** By selection id: its part of `votes`, from 0 to 1, in six decimals. Empty where there are no votes. */
  readonly shares: Readonly<Record<string, number>>
  /** Ids of the selections with the most votes: several, where they are level; none without votes. */
  readonly leaders: readonly string[]
  /** Votes between the first and the second (or the last that takes a seat and the next, where several may be marked). Null: there is no second. */
  readonly margin: number | null
}

/** How far the count is, each measure by its own unit: they are not the same thing, and none is made from another. */
export interface Completeness {
  /** As the source gives them: precincts, mostly. */
  readonly unitsReporting?: number
  readonly unitsTotal?: number
  /** Units directly within this one that have a current result, and how many are known to lie in it. */
  readonly partsPresent?: number
  readonly partsKnown?: number
  /** Votes (or ballots cast, where the source gives them) against those expected, from 0; above 1 where more came. */
  readonly ofExpectedVote?: number
  /** What it was measured against. */
  readonly expectedVote?: number
}

/** Another source took over, or a person. */
export interface Switch {
  readonly from: Source
  readonly to: Source
  /** FIRST never stands here. PRIORITY: a source of higher rank is usable (again). HELD, FAILING, SILENT, WITHDRAWN: what became of the one before. OVERRIDE, OVERRIDE_ENDED, ORDER_CHANGED. */
  readonly why:
    | 'PRIORITY'
    | 'HELD'
    | 'FAILING'
    | 'SILENT'
    | 'WITHDRAWN'
    | 'OVERRIDE'
    | 'OVERRIDE_ENDED'
    | 'ORDER_CHANGED'
  readonly words: string
}

/**
 * The arbitrated, quality-gated result of one contest in one unit, as the register keeps it in `current|ELECTION|CONTEST`
 * under the unit's id, grouped by the unit above. All of it follows from what was read, and from nothing that only time
 * changes: computed again from the same, it is the same.
 */
export interface Current {
  readonly election: string
  readonly key: ResultKey
  /** Null: nobody reports it any more. */
  readonly record: ResultRecord | null
  readonly source: Source
  readonly standing: Standing | null
  readonly completeness: Completeness
  readonly stale: readonly Stale[]
  /** Feeds that report this contest in this unit, themselves or by units within it, by id: the first 200. */
  readonly feeds: readonly FeedId[]
  /** Of a sum: units within whose figures a person set, by name, the first 20. Undefined: none. */
  readonly setWithin?: readonly string[]
  /** Why this source and no other, in words. */
  readonly because: string
  /** The last switch; it stays until the next one. */
  readonly switched: Switch | null
}

/** One message of `results.current`, key `CONTEST|UNIT`. `schemas/current.schema.json`. Per election and key the highest revision counts. */
export interface CurrentEnvelope extends Current {
  /** `ELECTION/REVISION/KEY`. */
  readonly id: string
  /** The version of the entry. */
  readonly revision: number
  readonly previous: number | null
  readonly kind: ChangeKind
  /** When it was decided, in UTC. */
  readonly decidedAt: string
}

/** Figures that a person set, as the register keeps them in `overrides|ELECTION` under their id, grouped by key. */
export interface Override {
  /** `o-` and eight hex digits. */
  readonly id: string
  readonly election: string
  readonly key: ResultKey
  /** Total votes by selection id: of those that stand, only these are replaced. */
  readonly votes: Readonly<Record<string, number>>
  readonly who: string
  readonly why: string
  readonly at: string
  /** When it ends by itself: there is no override without an end. */
  readonly until: string
  /** Ended before that, by whom and why. */
  readonly ended?: { readonly who: string; readonly why: string; readonly at: string }
}
