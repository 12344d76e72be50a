import type { FeedError } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'

/** A mistake in an expression, before it is known where the expression stands. */
export interface Problem {
  /** Characters into the expression. */
  readonly offset: number | undefined
  readonly error: (at: Position | undefined) => FeedError
}
