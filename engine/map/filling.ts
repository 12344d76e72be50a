import { setImmediate as turn } from 'node:timers/promises'
import type { Site } from '../component.ts'
import type { Json } from '../model/json.ts'
import type { Position } from '../model/position.ts'
import type { Rejection, Row } from '../model/row.ts'
import { rowsPerTurn } from './compile.ts'
import { compileExpression, type Expression, type ExpressionSource } from './expression.ts'
import type { FilledLookup, Given } from './given.ts'
import type { InnerReads } from './inner-reads.ts'
import { plain } from './plain.ts'
import { quote } from './quote.ts'
import { refuse } from './refuse.ts'

/** How the rows of a part fill a lookup. */
export interface Filling {
  readonly lookup: string
  /** Is a row that nothing asks for a doubt? */
  readonly allUsed?: boolean
  readonly reads: readonly string[]
  /** What its key and value ask of the columns that they read. */
  readonly inner: InnerReads
  /** The lookups that its key and value ask. */
  readonly lookups: readonly string[]
  position(name: string): Position | undefined
  /** Puts rows into the lookup. Rejected are those without a key or value; a key with two values is MAP_LOOKUP_COLLISION. */
  fill(
    rows: readonly Row[],
    into: FilledLookup,
    signal: AbortSignal,
    given: Given,
  ): Promise<readonly Rejection[]>
}

/** Reads a key, or a value, off a row. */
type Cell = Pick<Expression, 'reads' | 'inner' | 'lookups' | 'position' | 'rejection' | 'over'>

/** Compiles key and value of a lookup; without a value it is the whole row. Undefined: a problem was reported. */
export function compileFilling(
  lookup: string,
  source: Omit<ExpressionSource, 'text'>,
  key: { readonly text: string; readonly site: Site },
  value: { readonly text: string; readonly site: Site } | undefined,
): Filling | undefined {
  const keys = cell(key, source)
  const values = value === undefined ? wholeRow : cell(value, source)
  if (keys === undefined || values === undefined) return undefined
  return {
    lookup,
    reads: [...new Set([...keys.reads, ...values.reads])],
    inner: {
      members: [...keys.inner.members, ...values.inner.members],
      comparisons: [...keys.inner.comparisons, ...values.inner.comparisons],
    },
    lookups: [...new Set([...keys.lookups, ...values.lookups])],
    position: (name) => (keys.reads.includes(name) ? keys.position(name) : values.position(name)),
    async fill(rows, into, signal, given) {
      const [keyOf, valueOf] = [keys.over(given), values.over(given)]
      const rejected: Rejection[] = []
      for (const [index, row] of rows.entries()) {
        if (index % rowsPerTurn === 0) await turn()
        signal.throwIfAborted()
        let cellAtWork: Cell = keys
        try {
          // oxlint-disable-next-line no-await-in-loop
          const names = keysIn(lookup, plain(await keyOf(row.value)))
          cellAtWork = values
          // oxlint-disable-next-line no-await-in-loop
          const found = present(lookup, plain(await valueOf(row.value)))
          for (const name of names) into.add(name, found, row.place)
        } catch (thrown) {
          if ((thrown as { readonly code?: string }).code === 'MAP_LOOKUP_COLLISION') throw thrown
          rejected.push(cellAtWork.rejection(thrown, row.place))
        }
      }
      return rejected
    },
  }
}

/** A row that names several is found by each of them. */
function keysIn(lookup: string, value: unknown): readonly string[] {
  const keys: readonly unknown[] = Array.isArray(value) ? value : [value]
  return keys.map((key) => {
    if (typeof key === 'number') return String(key)
    if (typeof key === 'string') return key
    throw refuse('MAP_LOOKUP_KEY', { lookup, what: 'key', seen: quote(key) })
  })
}

function present(lookup: string, value: unknown): Json {
  if (value === undefined) throw refuse('MAP_LOOKUP_KEY', { lookup, what: 'value', seen: 'nothing' })
  return value as Json
}

/** Letters, digits, blanks, underscores and hyphens: the name of a column as it is. Anything else is JSONata. */
const columnName = /^[\p{L}\p{N}_][\p{L}\p{N}_ -]*$/u

function cell(
  { text, site }: { readonly text: string; readonly site: Site },
  source: Omit<ExpressionSource, 'text'>,
): Cell | undefined {
  const written = columnName.test(text) ? `\`${text}\`` : text
  return compileExpression({ ...source, text: written }, site)
}

const wholeRow: Cell = {
  reads: [],
  inner: { members: [], comparisons: [] },
  lookups: [],
  position: () => undefined,
  over: () => (value) => Promise.resolve(value),
  rejection(thrown) {
    throw thrown
  },
}
