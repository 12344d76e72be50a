import type { ReadPath } from '../../model/read-path.ts'

/** A node of what the library makes of an expression. */
interface Node {
  readonly type: string
  readonly name?: string
  readonly value?: unknown
  readonly children?: readonly Node[]
}

/** What an expression reads below a node, and where that which it gives stands: undefined where it puts it together itself. */
export interface PathsIn {
  readonly read: readonly ReadPath[]
  readonly gives: ReadPath | undefined
}

/**
 * JMESPath takes a name that is missing for null, leaves it out of lists and puts null into objects. Left out is what is
 * only asked for: a side of `||`, a filter by a bare name.
 */
export function pathsIn(ast: unknown, from: ReadPath | undefined): PathsIn {
  const read: ReadPath[] = []
  return { gives: walk(ast as Node, from, read), read }
}

function walk(node: Node, at: ReadPath | undefined, into: ReadPath[]): ReadPath | undefined {
  const [first, second, third] = node.children ?? []
  switch (node.type) {
    case 'Field': {
      const path = at && [...at, node.name ?? '']
      if (path !== undefined) into.push(path)
      return path
    }
    case 'Identity':
    case 'Current':
      return at
    case 'Subexpression':
    case 'Pipe':
    case 'Projection':
    case 'FilterProjection': {
      const left = first && walk(first, at, into)
      if (third?.type === 'Comparator' || third?.type === 'Function') walk(third, left, into)
      return second && walk(second, left, into)
    }
    case 'Flatten':
    case 'IndexExpression':
      return first && walk(first, at, into)
    case 'KeyValuePair':
      return walk(node.value as Node, at, into)
    case 'MultiSelectList':
    case 'MultiSelectHash':
    case 'Comparator':
    case 'Function':
      for (const child of node.children ?? []) walk(child, at, into)
      return undefined
    default:
      return undefined
  }
}
