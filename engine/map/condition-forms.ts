import type { Node } from '../jsonata/tree.ts'

const comparing = new Set(['=', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or'])
const asking = new Set(['contains', 'exists', 'not', 'boolean'])

/** Whether a predicate is a condition: anything else may be a position. */
export function isCondition(node: Node): boolean {
  const last = lastOf(node)
  if (last.type === 'function') return asking.has(String(last.procedure?.value))
  return last.type === 'binary' && comparing.has(String(last.value))
}

/** Whether a path has a condition behind one of its steps. */
export const isFiltered = ({ type, steps = [] }: Node): boolean =>
  type === 'path' &&
  steps.some(({ predicate = [], stages = [] }) =>
    [...predicate, ...stages].some(({ expr }) => expr !== undefined && isCondition(expr)),
  )

/** Whether a condition looks for items that have something equal. */
export function compares(node: Node): boolean {
  const last = lastOf(node)
  if (last.type !== 'binary') return false
  if (last.value === '=') return true
  const sides = [last.lhs as Node, last.rhs as Node]
  return last.value === 'and' ? sides.some(compares) : last.value === 'or' && sides.every(compares)
}

/** Whether it gives something only of items that have something equal. */
export function keepsEqual(node: Node): boolean {
  const { type, condition, else: otherwise } = lastOf(node)
  if (type !== 'condition' || condition === undefined || !compares(condition)) return false
  return otherwise === undefined || isNothing(otherwise)
}

const isNothing = ({ type, expressions = [] }: Node): boolean =>
  expressions.length === 0 && (type === 'block' || type === 'unary')

/** What the value of an expression may be written as: the last of a block, both branches of a condition. */
export function endsOf(node: Node): readonly Node[] {
  const last = lastOf(node)
  if (last.type !== 'condition') return [last]
  return [last.then, last.else].flatMap((branch) => (branch === undefined ? [] : endsOf(branch)))
}

const lastOf = (node: Node): Node => {
  const last = node.type === 'block' ? node.expressions?.at(-1) : undefined
  return last === undefined ? node : lastOf(last)
}
