import type { FeedError } from '../errors/feed-error.ts'
import type { DeadLetter } from './dead-letter.ts'

/** What happens to the messages of one consumer, for whoever shows how it does. Bounded: about batches, never about keys. */
export type ConsumeEvent =
  | {
      readonly kind: 'fetched'
      readonly topic: string
      readonly partition: number
      readonly messages: number
      /** When the oldest of them was published, in milliseconds since 1970, where the log knows. */
      readonly publishedAt: number | undefined
    }
  | { readonly kind: 'begun'; readonly topic: string; readonly messages: number }
  /** They are processed or in the dead letters, and never come again. */
  | {
      readonly kind: 'settled'
      readonly topic: string
      readonly parts: readonly BatchPart[]
      readonly ms: number
    }
  /** The partitions have gone to another member, or the time to end is over: they come again, there or later. */
  | {
      readonly kind: 'dropped'
      readonly topic: string
      readonly parts: readonly BatchPart[]
    }
  /** Some are offered to their processor again, after a pause. */
  | {
      readonly kind: 'retried'
      readonly processor: string
      readonly messages: number
      readonly attempt: number
      readonly error: FeedError
    }
  /** A store or a setting fails: nothing is given up, and nothing goes on until it is well. Said before every pause. */
  | {
      readonly kind: 'waiting'
      readonly processor: string
      readonly attempt: number
      readonly milliseconds: number
      readonly error: FeedError
    }
  | { readonly kind: 'resumed'; readonly processor: string; readonly ms: number }
  | { readonly kind: 'buried'; readonly letter: DeadLetter }

/** Messages of one partition. */
export interface BatchPart {
  readonly partition: number
  readonly messages: number
}

/** Must not throw, and is not waited for. */
export type ConsumeWatch = (event: ConsumeEvent) => void
