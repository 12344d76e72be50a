import type { Site } from '../component.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Position } from '../model/position.ts'
import type { ReadPaths } from '../model/read-path.ts'
import type { Written } from './evaluation.ts'
import { compileExpression, type Expression, type ExpressionSource } from './expression.ts'
import { type FillRows, fillRows, wholeRow } from './fill-rows.ts'
import type { InnerReads } from './inner-reads.ts'

/** How the rows of a part fill a lookup. */
export interface Filling {
  readonly lookup: string
  /** Is a row that nothing asks for a doubt? */
  readonly allUsed?: boolean
  readonly reads: readonly string[]
  readonly paths?: readonly ReadPaths[]
  /** What its key and value ask of the columns that they read. */
  readonly inner: InnerReads
  /** The lookups that its key and value ask. */
  readonly lookups: readonly string[]
  position(name: string): Position | undefined
  /** What its key and value were compiled of. Without a value it is the whole row. */
  readonly written?: { readonly key: Written; readonly value?: Written }
  /** What costs much time in its key and value: no mistake. */
  readonly notes?: readonly FeedError[]
  readonly fill: FillRows
}

/** Compiles key and value of a lookup; without a value it is the whole row. Undefined: a problem was reported. */
export function compileFilling(
  lookup: string,
  source: Omit<ExpressionSource, 'text'>,
  key: { readonly text: string; readonly site: Site },
  value: { readonly text: string; readonly site: Site } | undefined,
): Filling | undefined {
  const keys = cell(key, source)
  const values = value && cell(value, source)
  if (keys === undefined || (value !== undefined && values === undefined)) return undefined
  const cells = [keys, ...(values === undefined ? [] : [values])]
  return {
    lookup,
    written: { key: keys.written, ...(values === undefined ? {} : { value: values.written }) },
    reads: [...new Set(cells.flatMap(({ reads }) => reads))],
    paths: cells.flatMap(({ paths }) => paths),
    inner: {
      members: cells.flatMap(({ inner }) => inner.members),
      comparisons: cells.flatMap(({ inner }) => inner.comparisons),
    },
    lookups: [...new Set(cells.flatMap(({ lookups }) => lookups))],
    position: (name) => cells.find(({ reads }) => reads.includes(name))?.position(name),
    notes: cells.flatMap(({ notes }) => notes),
    fill: fillRows(lookup, keys, values ?? wholeRow),
  }
}

/** Letters, digits, blanks, underscores and hyphens: the name of a column as it is. Anything else is JSONata. */
const columnName = /^[\p{L}\p{N}_][\p{L}\p{N}_ -]*$/u

function cell(
  { text, site }: { readonly text: string; readonly site: Site },
  source: Omit<ExpressionSource, 'text'>,
): Expression | undefined {
  const written = columnName.test(text) ? `\`${text}\`` : text
  return compileExpression({ ...source, text: written }, site)
}
