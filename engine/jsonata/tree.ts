/** A node of what the parser of JSONata makes of an expression. */
export interface Node {
  readonly type: string
  readonly value?: unknown
  /** Where its first token *ends*: of a call, behind its opening bracket. */
  readonly position?: number
  readonly steps?: readonly Node[]
  readonly expressions?: readonly Node[]
  readonly expression?: Node
  readonly arguments?: readonly Node[]
  readonly procedure?: Node
  readonly body?: Node
  readonly condition?: Node
  readonly then?: Node
  readonly else?: Node
  /** Of an object: keys and values. Of a binary: its left side. */
  readonly lhs?: Node | readonly Pair[]
  readonly rhs?: Node
  readonly pattern?: Node
  readonly update?: Node
  readonly delete?: Node
  readonly terms?: readonly Term[]
  /** Filters behind a node that is no step of a path. */
  readonly predicate?: readonly Stage[]
  /** What is done to what a step gives. */
  readonly stages?: readonly Stage[]
  readonly group?: Group
  /** `@$name`: the step binds its item and stays where it is. */
  readonly focus?: string
  /** `#$name` */
  readonly index?: string
  /** `%` further right looks for what this step came from, under this name. */
  readonly ancestor?: Slot
  /** Of `%`. */
  readonly slot?: Slot
  /** Of a step: it makes a stream of tuples. Of a path or block: the tuples themselves are its value. */
  readonly tuple?: boolean
  /** `[]` */
  readonly keepArray?: boolean
  readonly keepSingletonArray?: boolean
  /** An array constructor at either end of a path, whose list is one item. */
  readonly consarray?: boolean
  /** A lambda around a call that is the last thing a function does. */
  readonly thunk?: boolean
  readonly signature?: { readonly definition: string }
}
export type Pair = readonly [key: Node, value: Node]
export interface Term {
  readonly descending: boolean
  readonly expression: Node
}
export interface Stage {
  readonly type: 'filter' | 'index'
  readonly expr?: Node
  readonly value?: string
}
export interface Group {
  readonly lhs: readonly Pair[]
  readonly position?: number
}
export interface Slot {
  readonly label: string
}

export const pairsOf = (node: Node): readonly Pair[] =>
  Array.isArray(node.lhs) ? (node.lhs as readonly Pair[]) : []
export const leftOf = (node: Node): Node => node.lhs as Node

/** The nodes directly below. */
export function childrenOf(node: Node): readonly Node[] {
  const { expression, condition, then, else: otherwise, procedure, body, pattern, update, rhs } = node
  const single = [expression, condition, then, otherwise, procedure, body, pattern, update, node.delete, rhs]
  const sides = node.lhs === undefined ? [] : Array.isArray(node.lhs) ? pairsOf(node).flat() : [leftOf(node)]
  const stages = [...(node.predicate ?? []), ...(node.stages ?? [])].map(({ expr }) => expr)
  return [
    ...sides,
    ...single,
    ...(node.steps ?? []),
    ...(node.expressions ?? []),
    ...(node.arguments ?? []),
    ...stages,
    ...(node.terms ?? []).map((term) => term.expression),
    ...(node.group?.lhs ?? []).flat(),
  ].filter((child) => child !== undefined && typeof child === 'object') as readonly Node[]
}

/** The node and all below it. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* nodesOf(child)
}
