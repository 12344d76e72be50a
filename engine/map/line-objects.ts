import type { Node } from '../jsonata/tree.ts'

/** The objects that a node may answer with, as far as they are written out. */
export function objectsOf(node: Node | undefined): readonly Node[] {
  if (node === undefined || node.group !== undefined) return []
  switch (node.type) {
    case 'unary':
      return node.value === '{' ? [node] : (node.expressions ?? []).flatMap(objectsOf)
    case 'block':
      return objectsOf(node.expressions?.at(-1))
    case 'condition':
      return [...objectsOf(node.then), ...objectsOf(node.else)]
    case 'path':
      return objectsOf(node.steps?.at(-1))
    case 'function':
      return node.procedure?.value === 'map' ? objectsOf(node.arguments?.[1]?.body) : []
    default:
      return []
  }
}
