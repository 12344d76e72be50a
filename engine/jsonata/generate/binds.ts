import { childrenOf, type Node } from '../tree.ts'

/** The variables that are bound in the frame of these nodes, and in how many places: those of frames inside are not. */
export function bindsIn(nodes: readonly Node[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const node of nodes) collect(node, found)
  return found
}

function collect(node: Node, found: Map<string, number>): void {
  if (node.type === 'bind') {
    const name = String((node.lhs as Node).value)
    found.set(name, (found.get(name) ?? 0) + 1)
  }
  // What stands behind a block (a filter, a group) is outside of it.
  const inner = node.type === 'block' ? [...(node.expressions ?? [])] : []
  if (node.type === 'lambda') return
  for (const child of childrenOf(node)) if (!inner.includes(child)) collect(child, found)
}
