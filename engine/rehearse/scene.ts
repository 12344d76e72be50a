import type { FeedHealth } from '../entry/health.ts'
import type { Alert } from '../model/alert.ts'
import type { Hold } from '../model/hold.ts'
import type { FeedId } from '../model/ids.ts'
import type { ListedResult } from '../results/store.ts'
import type { Correction } from './corrections.ts'

/** The night as it stands, for those who watch. */
export interface Scene {
  readonly now: Date
  /** From 0 to 1. */
  readonly part: number
  readonly feeds: readonly FeedScene[]
}
export interface FeedScene {
  readonly feed: FeedId
  readonly health: FeedHealth
  readonly polls: number
  /** Nothing of the newest capture could be used: every figure is as old as the one before. */
  readonly isStale: boolean
  /** The contests of the feed in its whole jurisdiction. */
  readonly totals: readonly ListedResult[]
}

/** Something that happened, worth a line. */
export type NightEvent = FeedEvent | AlertEvent

/** Something is in doubt between feeds or by a rule, or is no more. `feed`: whose figures; null: of several. */
export interface AlertEvent {
  readonly kind: 'alert'
  readonly at: Date
  readonly feed: FeedId | null
  readonly alert: Alert
}

type FeedEvent = { readonly at: Date; readonly feed: FeedId } & (
  | {
      readonly kind: 'published'
      readonly revision: number
      readonly added: number
      readonly revised: number
      readonly corrected: number
      readonly withdrawn: number
      readonly corrections: readonly Correction[]
    }
  | { readonly kind: 'held'; readonly hold: Hold }
  | { readonly kind: 'lifted'; readonly hold: Hold; readonly how: Lifting }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
)
/** How a hold ended: a newer capture, a person, or the hour that it was waiting for. */
export type Lifting = 'superseded' | 'released' | 'due'

export interface Watcher {
  /** After every poll. */
  seen(scene: Scene): void
  told(event: NightEvent): void
}
