import { childrenOf, type Node } from '../jsonata/tree.ts'

/**
 * Names that a filter behind a list of written values looks for in each of these values, where nothing has a name:
 * `["early", "mail"][nth]` never gives anything, though the row has nth.
 */
export function lostNames(node: Node): readonly Node[] {
  const { type, value, expressions = [], predicate = [], stages = [] } = node
  const isWritten = type === 'unary' && value === '[' && expressions.length > 0
  if (!isWritten || expressions.some((each) => !written.has(each.type))) return []
  return [...predicate, ...stages].flatMap(({ expr }) => (expr === undefined ? [] : namesIn(expr)))
}

const written: ReadonlySet<string> = new Set(['string', 'number', 'value'])

function namesIn(node: Node): readonly Node[] {
  if (node.type !== 'path') return childrenOf(node).flatMap(namesIn)
  const [first] = node.steps ?? []
  return first?.type === 'name' ? [first] : []
}
