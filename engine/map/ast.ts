/** A node of what JSONata makes of an expression, as far as we read it. */
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
  readonly lhs?: Node | readonly (readonly [Node, Node])[]
  readonly rhs?: Node
  readonly pattern?: Node
  readonly update?: Node
  readonly delete?: Node
  readonly terms?: readonly { readonly expression: Node }[]
  readonly predicate?: readonly Stage[]
  readonly stages?: readonly Stage[]
  readonly group?: { readonly lhs: readonly (readonly [Node, Node])[] }
  readonly focus?: string
  readonly index?: string
}
export interface Stage {
  readonly type: 'filter' | 'index'
  readonly expr?: Node
  /** Of an index: the variable it is bound to. */
  readonly value?: string
}

/** Keys and values of an object constructor; empty for any other node. */
export function pairsOf(node: Node): readonly (readonly [Node, Node])[] {
  return node.type === 'unary' && node.value === '{' && Array.isArray(node.lhs) ? node.lhs : []
}

/** The sides of a binary, an application or a binding, and what it works on otherwise: every node directly below. */
export function childrenOf(node: Node): readonly Node[] {
  const { lhs, rhs, expression, condition, then, else: otherwise, pattern, update, delete: removed } = node
  const single = [expression, condition, then, otherwise, node.procedure, node.body, pattern, update, removed]
  const sides = [...(lhs === undefined ? [] : Array.isArray(lhs) ? lhs.flat() : [lhs]), rhs]
  const lists = [...(node.steps ?? []), ...(node.expressions ?? []), ...(node.arguments ?? [])]
  const stages = [...(node.predicate ?? []), ...(node.stages ?? [])].map((stage) => stage.expr)
  const terms = (node.terms ?? []).map((term) => term.expression)
  const groups = (node.group?.lhs ?? []).flat()
  return [...single, ...sides, ...lists, ...stages, ...terms, ...groups].filter(
    (child) => child !== undefined,
  )
}

/** The node and all below it. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* nodesOf(child)
}

/** Where a node begins in the text of the expression; a call, at the name of its function. */
export function startOf(node: Node, text: string): number | undefined {
  if (node.type === 'function' || node.type === 'partial') {
    return node.procedure === undefined ? undefined : startOf(node.procedure, text)
  }
  if (node.type === 'path' && node.steps?.[0] !== undefined) return startOf(node.steps[0], text)
  return node.position === undefined ? undefined : tokenStart(text, node.position)
}

const pairs = new Set(['..', ':=', '!=', '>=', '<=', '**', '~>', '?:', '??'])
const single = '.[]{}(),@#;:?+-*/%|=<>^&!~'

/** Where the token that ends at an offset begins. */
export function tokenStart(text: string, end: number): number {
  const last = text.charAt(end - 1)
  if (last === '`') return text.lastIndexOf('`', end - 2)
  if (last === '"' || last === "'") return quoteStart(text, end, last)
  const number = /(?:\d+\.)?\d+(?:[eE][-+]?\d+)?$/.exec(text.slice(Math.max(0, end - 40), end))
  const word = wordStart(text, end)
  const digits = end - (number?.[0].length ?? 0)
  if (digits < end && digits <= word && wordStart(text, digits) === digits) return digits
  if (word < end) return word
  return pairs.has(text.slice(end - 2, end)) ? end - 2 : end - 1
}

function wordStart(text: string, end: number): number {
  let start = end
  while (
    start > 0 &&
    !single.includes(text.charAt(start - 1)) &&
    !/[ \t\n\r\v]/.test(text.charAt(start - 1))
  ) {
    start -= 1
  }
  return start
}

/** Quotes inside a text of JSONata are escaped: the nearest one that is not is where it began. */
function quoteStart(text: string, end: number, quote: string): number {
  for (let start = text.lastIndexOf(quote, end - 2); start >= 0; start = text.lastIndexOf(quote, start - 1)) {
    const escapes = /\\*$/.exec(text.slice(0, start))?.[0].length ?? 0
    if (escapes % 2 === 0) return start
    if (start === 0) break
  }
  return end - 1
}
