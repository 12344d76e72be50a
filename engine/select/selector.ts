import type { ReadPath } from '../model/read-path.ts'
import type { Document, Rows, Shape } from '../model/row.ts'
import type { RowValues } from '../model/row-values.ts'

/** Document in, rows out. A selector that matches nothing is SELECT_NOTHING: silence is never success. */
export interface Selector {
  readonly takes: readonly Shape[]
  /** The names that rows may have, where the spec says them all. */
  readonly columns?: readonly string[]
  /** What the spec says of the values under these names. */
  readonly values?: RowValues
  /** Names that it gives rows beside those of the document. */
  readonly adds?: readonly string[]
  /** Columns of the document that it reads itself. */
  readonly needs?: readonly string[]
  /** What it surely reads of a tree, from its top. Only where nothing was wrong with its options. */
  paths?(): readonly ReadPath[]
  select(document: Document, signal: AbortSignal): Rows
}
