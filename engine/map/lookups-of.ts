import { type Node, nodesOf } from './ast.ts'

/** The lookups that an expression asks by name: `$lookup_in("county", …)`, `"county" ~> $lookup_in(…)`. */
export function lookupsOf(ast: Node): readonly string[] {
  const found = [...nodesOf(ast)].flatMap((node): readonly (Node | undefined)[] => {
    if (node.type === 'apply') return asks(node.rhs) ? [node.lhs as Node] : []
    return asks(node) ? [node.arguments?.[0]] : []
  })
  const names = found.flatMap((node) => (node?.type === 'string' ? [String(node.value)] : []))
  return [...new Set(names)]
}

/** A call of it, or the function itself behind `~>`. */
const asks = (node: Node | undefined): boolean =>
  node?.type === 'variable' ? node.value === 'lookup_in' : node?.procedure?.value === 'lookup_in'
