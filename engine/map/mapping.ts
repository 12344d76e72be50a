import type { FeedError } from '../errors/feed-error.ts'
import type { CountLine } from '../model/count-line.ts'
import type { Position } from '../model/position.ts'
import type { ReadPaths } from '../model/read-path.ts'
import type { Rejection, Row } from '../model/row.ts'
import type { Written } from './evaluation.ts'
import type { Given } from './given.ts'
import type { InnerReads } from './inner-reads.ts'

export interface Mapped {
  readonly lines: readonly CountLine[]
  readonly rejected: readonly Rejection[]
}

/** Rows in, count lines out: pure, the same answer for the same rows, on every machine. */
export interface Mapping {
  /** Names that it surely reads at the top of a row: a format with columns must have them all. */
  readonly reads: readonly string[]
  /** What it reads below a row, unless it says that it may be missing. */
  readonly paths?: readonly ReadPaths[]
  /** What it was compiled of. */
  readonly written?: Written
  /** What costs much time in it where there are many rows: told by `feed validate`, and no mistake. */
  readonly notes?: readonly FeedError[]
  /** The lookups that it asks, as far as their names are written out. */
  readonly lookups?: readonly string[]
  /** The field with which it answers as it is, where it does nothing else. */
  readonly bareField?: string | undefined
  /** What it asks of the columns that it reads. */
  readonly inner?: InnerReads
  /** Where it reads a name first. */
  position?(name: string): Position | undefined
  /** A row that fails becomes a rejection with its place; only a runaway (MAP_*) throws. */
  map(rows: readonly Row[], signal: AbortSignal, given?: Given): Promise<Mapped>
}
