import { childrenOf, type Node } from '../jsonata/tree.ts'
import type { Position } from '../model/position.ts'
import { startOf } from './node-start.ts'

/** A member of a column that an expression reads: `candidate.name`. */
export interface MemberRead {
  readonly column: string
  readonly member: string
  readonly at: Position | undefined
}
/** A text with which it compares a column: `row = "choice"`. */
export interface Comparison {
  readonly column: string
  readonly text: string
  readonly at: Position | undefined
}
export interface InnerReads {
  readonly members: readonly MemberRead[]
  readonly comparisons: readonly Comparison[]
}

/**
 * What an expression asks of columns of its row, wherever in it, also under $exists(…): a member that none can have is a
 * slip, not something that may be missing. Left out is what stands further down a path or in a filter, in another item.
 */
export function innerReadsOf(
  ast: Node,
  text: string,
  position: (offset: number | undefined) => Position | undefined,
): InnerReads {
  const members: MemberRead[] = []
  const comparisons: Comparison[] = []
  walk(ast, true)
  return { members, comparisons }

  function walk(node: Node, atRow: boolean): void {
    if (node.type === 'path') {
      path(node, atRow)
      return
    }
    if (node.type === 'sort' || node.type === 'transform') {
      for (const child of childrenOf(node)) walk(child, false)
      return
    }
    if (node.type === 'binary' && ['=', '!=', 'in'].includes(String(node.value))) compare(node, atRow)
    const { predicate, stages, group, ...own } = node
    for (const child of childrenOf(own)) walk(child, atRow)
    for (const child of childrenOf({ type: 'rest', predicate, stages, group } as Node)) walk(child, false)
  }

  function path(node: Node, atRow: boolean): void {
    const steps = stepsFromRow(node, atRow)
    const [column, member] = steps ?? []
    if (column?.type === 'name' && member?.type === 'name')
      members.push({
        column: String(column.value),
        member: String(member.value),
        at: position(startOf(member, text)),
      })
    const [first, ...others] = node.steps ?? []
    if (first === undefined) return
    const { predicate, stages, group, ...own } = first
    if (steps === undefined) walk(own, atRow)
    for (const child of childrenOf({ type: 'rest', predicate, stages, group } as Node)) walk(child, false)
    for (const other of others) walk(other, false)
    for (const child of (node.group?.lhs ?? []).flat()) walk(child, false)
  }

  function compare({ lhs, rhs }: Node, atRow: boolean): void {
    for (const [side, other] of [
      [lhs, rhs],
      [rhs, lhs],
    ] as readonly (readonly [Node | undefined, Node | undefined])[]) {
      const column = side?.type === 'path' ? plainColumn(side, atRow) : undefined
      if (column === undefined || other === undefined) continue
      for (const one of other.value === '[' ? (other.expressions ?? []) : [other])
        if (one.type === 'string')
          comparisons.push({ column, text: String(one.value), at: position(startOf(one, text)) })
    }
  }
}

/** The steps of a path from its row on. Undefined: it begins somewhere else. */
function stepsFromRow(node: Node, atRow: boolean): readonly Node[] | undefined {
  const [first, ...others] = node.steps ?? []
  if (first?.type === 'name') return atRow ? [first, ...others] : undefined
  if (first?.type !== 'variable') return undefined
  return first.value === '$' || (first.value === '' && atRow) ? others : undefined
}

function plainColumn(node: Node, atRow: boolean): string | undefined {
  const [column, ...others] = stepsFromRow(node, atRow) ?? []
  return column?.type === 'name' && others.length === 0 ? String(column.value) : undefined
}
