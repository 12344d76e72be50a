import type { Document, Rows, Shape } from '../model/row.ts'

/** Document in, rows out. A selector that matches nothing is SELECT_NOTHING: silence is never success. */
export interface Selector {
  readonly takes: readonly Shape[]
  /** The names that rows may have, where the spec says them all. */
  readonly columns?: readonly string[]
  select(document: Document, signal: AbortSignal): Rows
}
