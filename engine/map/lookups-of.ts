import { type Node, nodesOf } from '../jsonata/tree.ts'
import type { Names } from './clean.ts'

/** The lookups that an expression asks by name: `$lookup_in("county", …)`, `$has_in(…)`, `"county" ~> $lookup_in(…)`. */
export function lookupsOf(ast: Node): readonly string[] {
  const found = [...nodesOf(ast)].flatMap((node): readonly (Node | undefined)[] => {
    if (node.type === 'apply') return asks(node.rhs) ? [node.lhs as Node] : []
    return asks(node) ? [node.arguments?.[0]] : []
  })
  const names = found.flatMap((node) => (node?.type === 'string' ? [String(node.value)] : []))
  return [...new Set(names)]
}

/** The lookups that it asks by the parties in names: `$party_in("candidate", …)`. */
export function lookupsOfNames(ast: Node, names: Names = {}): readonly string[] {
  const kinds = [...nodesOf(ast)].flatMap((node) =>
    node.type === 'string' && Object.hasOwn(names, String(node.value)) ? [String(node.value)] : [],
  )
  return [...new Set(kinds.flatMap((kind) => names[kind]?.lookup ?? []))]
}

/** The functions whose first argument is the name of a lookup. */
export const asking: ReadonlySet<unknown> = new Set(['lookup_in', 'has_in'])

/** The functions whose first argument is a kind of names. */
export const cleaning: ReadonlySet<unknown> = new Set(['clean', 'party_in'])

/** A call of one, or the function itself behind `~>`. */
const asks = (node: Node | undefined): boolean =>
  asking.has(node?.type === 'variable' ? node.value : node?.procedure?.value)
