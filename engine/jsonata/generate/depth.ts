import { childrenOf, leftOf, type Node } from '../tree.ts'

/** How deep the evaluation of a node surely goes: what may be left out does not count, nor what calls do. */
export function sureDepth(node: Node): number {
  const below = surelyBelow(node).map(sureDepth)
  return 1 + Math.max(0, ...below)
}

function surelyBelow(node: Node): readonly Node[] {
  switch (node.type) {
    case 'condition':
      return [node.condition as Node]
    case 'binary':
      return node.value === 'and' || node.value === 'or' ? [leftOf(node)] : [leftOf(node), node.rhs as Node]
    case 'path':
      return node.steps?.slice(0, 1) ?? []
    case 'bind':
      return [node.rhs as Node]
    case 'apply':
      return [leftOf(node)]
    case 'lambda':
    case 'transform':
      return []
    case 'unary':
      return node.value === '{' ? [] : childrenOf(node).filter((child) => !behind(node).includes(child))
    case 'block':
      return node.expressions ?? []
    case 'function':
      return [node.procedure as Node, ...(node.arguments ?? [])]
    default:
      return []
  }
}

/** Filters and groups. */
const behind = (node: Node): readonly Node[] => [
  ...(node.predicate ?? []).flatMap(({ expr }) => expr ?? []),
  ...(node.group?.lhs ?? []).flat(),
]
