import { childrenOf, type Node } from '../jsonata/tree.ts'

/**
 * Names that an expression reads at the top of a row, wherever in it: in the branches of a condition and in the bodies of
 * functions too (JSONata evaluates a body in the row in which the function was written). A format with columns gives
 * every row the same names, so each of them must be a column.
 *
 * Left out: names further down a path or inside its filters, which are those of another item; names that stand under
 * $exists(…) or left of ?? anywhere, of which the author says that they may be missing; and `trailer`, the row that
 * ends some files. What is read by a name that is computed ($lookup($$, …), wildcards) is not known.
 */
export function readsOf(ast: Node): readonly string[] {
  const read = new Set<string>()
  const optional = new Set<string>(['trailer'])
  walk(ast, true, read)
  return [...read].filter((name) => !optional.has(name))

  function walk(node: Node, atRow: boolean, names: Set<string>): void {
    if (node.type === 'path') path(node, atRow, names)
    else if (node.type === 'sort' || node.type === 'transform') elsewhere(childrenOf(node))
    else {
      const { predicate, stages, group, ...own } = node
      const into = isExists(node) ? optional : names
      for (const child of childrenOf(own)) walk(child, atRow, into)
      elsewhere(childrenOf({ type: 'rest', predicate, stages, group } as Node))
    }
  }

  function path(node: Node, atRow: boolean, names: Set<string>): void {
    const [first, ...others] = node.steps ?? []
    if (first === undefined) return
    const { predicate, stages, group, ...own } = first
    elsewhere(childrenOf({ type: 'rest', predicate, stages, group } as Node))
    if (first.type === 'name') {
      if (atRow) names.add(String(first.value))
    } else if (others[0]?.type === 'name' && (isRoot(first) || (isContext(first) && atRow))) {
      names.add(String(others[0].value))
    } else walk(own, atRow, names)
    elsewhere(others)
    elsewhere((node.group?.lhs ?? []).flat())
  }

  /** In another item than the row; `$$` still leads back to it. */
  function elsewhere(nodes: readonly Node[]): void {
    for (const node of nodes) walk(node, false, read)
  }
}

const isRoot = (node: Node): boolean => node.type === 'variable' && node.value === '$'
const isContext = (node: Node): boolean => node.type === 'variable' && node.value === ''
const isExists = (node: Node): boolean =>
  node.type === 'function' && node.procedure?.type === 'variable' && node.procedure.value === 'exists'
