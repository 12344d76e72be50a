import { type JsonPath, pathText } from '../../flow/json-path.ts'
import type { Json } from '../../model/json.ts'

/**
 * Where values stand in the document they were selected from. An expression hands on the nodes themselves, so a node is
 * known by its identity; what an expression makes anew stands where its first node stands, and a bare text or number
 * at the root: that much is true.
 */
export function placesIn(root: Json): (value: Json) => string {
  const parents = new Map<object, { readonly parent: object | undefined; readonly step: string | number }>()
  const open: object[] = []
  const enter = (node: Json | undefined, parent: object | undefined, step: string | number): void => {
    if (typeof node !== 'object' || node === null || parents.has(node)) return
    parents.set(node, { parent, step })
    open.push(node)
  }
  enter(root, undefined, '')
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [key, child] of Object.entries(node) as readonly (readonly [string, Json])[])
      enter(child, node, Array.isArray(node) ? Number(key) : key)
  }

  function pathTo(node: object): JsonPath {
    const path: (string | number)[] = []
    for (let at = parents.get(node); at?.parent !== undefined; at = parents.get(at.parent)) path.push(at.step)
    return path.toReversed()
  }
  function known(value: Json | undefined): object | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    if (parents.has(value)) return value
    for (const inner of Object.values(value) as readonly Json[]) {
      const found = known(inner)
      if (found !== undefined) return found
    }
    return undefined
  }
  return (value) => {
    const node = known(value)
    return pathText(node === undefined ? [] : pathTo(node))
  }
}
