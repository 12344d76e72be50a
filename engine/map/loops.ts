import type { Node } from '../jsonata/tree.ts'

/** In how many loops an expression stands, and in which of them what it names was made. */
export interface Loops {
  readonly depth: number
  /** Of what names are looked for in. */
  readonly input: number
  readonly variables: ReadonlyMap<string, number>
  readonly lambdas: ReadonlyMap<string, Node>
  /** What `$reduce` gathers in. */
  readonly gathered?: string
}

/** Where a list was made that is written out: in no loop, since it is short. */
export const written = Number.POSITIVE_INFINITY

export const inside = (here: Loops): Loops => ({ ...here, depth: here.depth + 1, input: here.depth + 1 })
export const withVariable = (here: Loops, name: string, origin = here.depth): Loops => ({
  ...here,
  variables: new Map([...here.variables, [name, origin]]),
})
/** Where an expression could stand that changes with the items of that loop only. */
export const moved = (here: Loops, depth: number): Loops => ({
  ...here,
  depth: Math.min(here.depth, depth),
  input: Math.min(here.input, depth),
})

/** In how many loops a list was made that is gone through. */
export function made(node: Node, here: Loops): number {
  switch (node.type) {
    case 'path': {
      const [first] = node.steps ?? []
      return first === undefined ? here.depth : made(first, here)
    }
    case 'name':
    case 'wildcard':
    case 'descendant':
      return here.input
    // What an item came from is another for some items only.
    case 'parent':
      return Math.max(0, here.input - 0.5)
    case 'variable':
      if (node.value === '') return here.input
      return node.value === '$' ? 0 : (here.variables.get(String(node.value)) ?? here.depth)
    case 'block': {
      const last = node.expressions?.at(-1)
      return node.expressions?.length === 1 && last !== undefined ? made(last, here) : here.depth
    }
    case 'unary':
      return isWritten(node, here) ? written : here.depth
    default:
      return here.depth
  }
}

/** A list of what is written out, in the expression or in the spec (`$parameters.name`). */
const isWritten = ({ value, expressions = [] }: Node, here: Loops): boolean =>
  value === '[' && expressions.every((one) => isScalar(one) || isFromOutside(one, here))
const isScalar = ({ type }: Node): boolean => type === 'string' || type === 'number'
const isFromOutside = ({ type, steps: [first] = [] }: Node, { variables }: Loops): boolean =>
  type === 'path' &&
  first?.type === 'variable' &&
  !['', '$'].includes(String(first.value)) &&
  !variables.has(String(first.value))

/**
 * The innermost loop whose items make it another value; below that of the loop where it stands, it is the same each time
 * around. Of what is not known it is the loop where it stands.
 */
export function changesIn(node: Node | undefined, here: Loops): number {
  if (node === undefined) return 0
  const most = (nodes: readonly (Node | undefined)[], scope = here): number =>
    nodes.reduce((found, one) => Math.max(found, changesIn(one, scope)), 0)
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
    case 'regex':
      return 0
    case 'path': {
      let [scope, found] = [here, 0]
      for (const [index, step] of (node.steps ?? []).entries()) {
        found = Math.max(found, stepChanges(step, scope, index > 0))
        scope = { ...scope, input: found }
        for (const name of [step.focus, step.index])
          if (name !== undefined) scope = withVariable(scope, name, found)
      }
      return Math.max(found, most((node.group?.lhs ?? []).flat(), scope))
    }
    case 'block': {
      let [scope, found] = [here, 0]
      for (const one of node.expressions ?? []) {
        const isBind = one.type === 'bind'
        const value = changesIn(isBind ? one.rhs : one, scope)
        if (isBind) scope = withVariable(scope, String((one.lhs as Node).value), value)
        found = Math.max(found, value)
      }
      return found
    }
    case 'lambda': {
      const own = (node.arguments ?? []).reduce(
        (scope, { value }) => withVariable(scope, String(value), 0),
        here,
      )
      return changesIn(node.body, own)
    }
    case 'function':
    case 'partial': {
      const callee = node.procedure?.type === 'variable' ? String(node.procedure.value) : undefined
      // What a function of its own reads beside what it is given is not looked for.
      if (callee === undefined || here.lambdas.has(callee)) return here.depth
      const known = here.variables.has(callee) ? here.depth : 0
      return Math.max(known, most(node.arguments ?? []), stagesChange(node, here))
    }
    case 'apply':
    case 'binary':
      return most([node.lhs as Node, node.rhs])
    case 'condition':
      return most([node.condition, node.then, node.else])
    case 'unary': {
      const pairs = Array.isArray(node.lhs) ? (node.lhs as readonly (readonly Node[])[]).flat() : []
      return Math.max(
        most([...pairs, ...(node.expressions ?? []), node.expression]),
        stagesChange(node, here),
      )
    }
    case 'name':
    case 'wildcard':
    case 'descendant':
    case 'parent':
    case 'variable':
      return Math.max(made(node, here), stagesChange(node, here))
    default:
      return here.depth
  }
}

function stepChanges(step: Node, here: Loops, isFurther: boolean): number {
  const own: Node = { ...step, predicate: [], stages: [] }
  const bare = step.type === 'sort' ? termsChange(step, here) : changesIn(own, here)
  // A further step is of the item before it, and of that alone where it is a name.
  const found = isFurther ? Math.max(here.input, bare) : bare
  return Math.max(found, stagesChange(step, { ...here, input: found }))
}

const termsChange = ({ terms = [] }: Node, here: Loops): number =>
  terms.reduce((found, { expression }) => Math.max(found, changesIn(expression, here)), 0)

const stagesChange = ({ predicate = [], stages = [] }: Node, here: Loops): number =>
  [...predicate, ...stages].reduce((found, { expr }) => Math.max(found, changesIn(expr, here)), 0)
