import type { Change } from './changeset.ts'
import type { Hold } from './hold.ts'
import type { FeedId, PlanHash, Sha256 } from './ids.ts'

/** One message of `results.changes`: a change, and where it comes from. `schemas/envelope.schema.json`. */
export interface Envelope extends Change {
  /** FEED/REVISION/KEY: the same in every attempt to publish it. */
  readonly id: string
  readonly feed: FeedId
  readonly revision: number
  readonly plan: PlanHash
  /** The feed's jurisdiction: its results are added up so far and no further. */
  readonly feedUnit?: string
  readonly capture: Sha256
  readonly capturedAt: string
}

/** One message of `feeds.status`: what a member must know about a feed beside its figures. */
export interface FeedStatus {
  readonly feed: FeedId
  readonly revision: number
  readonly plan: PlanHash
  readonly capture: Sha256 | null
  /** When this was said: of two of one revision the later counts. */
  readonly saidAt: string
  /** When the source was last asked and answered. Old: nobody knows whether these figures are still what it says. */
  readonly checkedAt: string
  readonly changedAt: string | null
  readonly asOf: string | null
  readonly holds: readonly Hold[]
  /** Every poll since then failed, the last one for this: the figures are as old as `checkedAt`. Null: the last one did not. */
  readonly failing: { readonly since: string; readonly code: string } | null
  /** Number of results that stand, and the sum of their digests modulo 2^128 in hex: a member can prove that it holds all. */
  readonly results: number
  readonly digests: string
}

/** A message as a log carries it. */
export interface Message {
  /** Messages of one key stay in order: `CONTEST|UNIT`, a feed's id, an alert's id. */
  readonly key: string
  readonly id: string
  readonly value: string
  readonly headers: Readonly<Record<string, string>>
  /** Where in the log it was found; a message that is published is nowhere yet. */
  readonly from?: { readonly topic: string; readonly partition: number; readonly offset: number }
}
/** The names of the topics. */
export const topics = {
  changes: 'results.changes',
  status: 'feeds.status',
  current: 'results.current',
  alerts: 'results.alerts',
  /** What no processor could process, whatever topic it came from. */
  dead: 'dead-letters',
} as const
