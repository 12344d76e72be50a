import type { Match } from '../../flow/regex.ts'
import type { GridRow } from '../../model/row.ts'
import type { CompiledRow } from './rules.ts'
import { folded } from './text.ts'

/** What can be seen of a row without knowing its columns. */
export interface Glance {
  /** The first cell that is filled; -1: the row is blank. */
  readonly first: number
  readonly filled: number
  /** What stands above it: a blank row, or nothing that is not blank. */
  readonly after: 'blank' | 'top' | undefined
}

export function glanceAt({ cells }: GridRow, after: Glance['after']): Glance {
  let first = -1
  let filled = 0
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as string
    if (cell === '' || cell.trim() === '') continue
    if (first === -1) first = at
    filled++
  }
  return { first, filled, after }
}

/** The first rule that knows a row which is not blank, and what it read there. */
export function ruleOf(
  rules: readonly CompiledRow[],
  { cells }: GridRow,
  glance: Glance,
): { readonly rule: CompiledRow; readonly match: Match } | undefined {
  for (const rule of rules) {
    if (rule.alone && glance.filled > 1) continue
    if (rule.after === 'blank' && glance.after === undefined) continue
    if (rule.after === 'top' && glance.after !== 'top') continue
    const match = rule.pattern.match(folded(cells[rule.column ?? glance.first]))
    if (match !== undefined) return { rule, match }
  }
  return undefined
}
