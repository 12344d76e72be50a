import { childrenOf, type Node, type Stage } from '../jsonata/tree.ts'

/** Work that is done again for each item of some list, and grows with another: a note, since a list may be short. */
export interface RepeatedWork {
  readonly node: Node
  /** A filter that compares; putting in order, or finding what differs; copying what was gathered so far. */
  readonly kind: 'filter' | 'order' | 'gather'
}

/** Functions whose second argument is called for each item of the first, and those that look at every item otherwise. */
const eachItem = new Set('map filter single reduce each sift sort'.split(' '))
const filters = new Set(['filter', 'single'])
const orders = new Set(['sort', 'distinct'])
const gathering = new Set(['append', 'distinct', 'merge'])

/** In how many loops an expression stands, and in which its values were made. */
interface Loops {
  readonly depth: number
  /** Of what names are looked for in. */
  readonly input: number
  readonly variables: ReadonlyMap<string, number>
  readonly lambdas: ReadonlyMap<string, Node>
  /** What `$reduce` gathers in. */
  readonly gathered?: string
}

/** Finds what is quadratic by its form: what is made outside of a loop is gone through in it. */
export function repeatedWork(ast: Node): readonly RepeatedWork[] {
  const found = new Map<Node, RepeatedWork>()
  const walked = new Map<Node, number>()
  const note = (node: Node, kind: RepeatedWork['kind']): void => void found.set(node, { node, kind })
  walk(ast, { depth: 0, input: 0, variables: new Map(), lambdas: new Map() })
  return [...found.values()]

  function walk(node: Node, here: Loops): void {
    if (node.type === 'path') path(node, here)
    else if (node.type === 'block') block(node, here)
    else if (node.type === 'function') call(node, node.arguments ?? [], here)
    else if (node.type === 'apply' && node.rhs?.type === 'function') {
      const left = node.lhs as Node
      call(node.rhs, [left, ...(node.rhs.arguments ?? [])], here)
    } else if (node.type === 'lambda') {
      // A last call is wrapped, so that it needs no level of its own.
      if ('thunk' in node && node.body !== undefined) walk(node.body, here)
    } else {
      const { predicate, stages, ...own } = node
      for (const child of childrenOf(own)) walk(child, here)
      filtered(node, [...(predicate ?? []), ...(stages ?? [])], made(node, here), here)
    }
  }

  function path({ steps = [], group }: Node, before: Loops): void {
    const [first] = steps
    const origin = first === undefined ? before.depth : made(first, before)
    let here = before
    let joins = false
    for (const [index, step] of steps.entries()) {
      if (index > 0 && here === before) here = inside(before)
      const { predicate, stages, ...own } = step
      if (step.type === 'sort') {
        if (origin < before.depth) note(step, 'order')
        for (const child of childrenOf(own)) walk(child, inside(here))
      } else if (index === 0) walk(own, here)
      else for (const child of step.type === 'function' ? [own] : childrenOf(own)) walk(child, here)
      // Behind `@` the same context is gone through again, for each item before it.
      const depth = before.depth + (joins ? 1 : 0)
      filtered(step, [...(predicate ?? []), ...(stages ?? [])], origin, { ...here, depth })
      if (step.focus === undefined) continue
      joins = true
      here = withVariable(inside(here), step.focus)
    }
    for (const child of (group?.lhs ?? []).flat()) walk(child, inside(before))
  }

  function filtered(node: Node, stages: readonly Stage[], origin: number, here: Loops): void {
    for (const { type, expr } of stages) {
      if (type !== 'filter' || expr === undefined) continue
      if (origin < here.depth && compares(expr)) note(node, 'filter')
      walk(expr, inside(here))
    }
  }

  function block({ expressions = [] }: Node, before: Loops): void {
    let here = before
    for (const node of expressions) {
      const name = node.type === 'bind' ? String((node.lhs as Node).value) : undefined
      if (name === undefined || node.rhs === undefined) walk(node, here)
      else if (node.rhs.type === 'lambda')
        here = { ...here, lambdas: new Map([...here.lambdas, [name, node.rhs]]) }
      else {
        walk(node.rhs, here)
        here = { ...here, variables: new Map([...here.variables, [name, made(node.rhs, here)]]) }
      }
    }
  }

  function call(node: Node, given: readonly Node[], here: Loops): void {
    const name = node.procedure?.type === 'variable' ? String(node.procedure.value) : ''
    const [list, callee] = given
    const origin = list === undefined ? here.depth : made(list, here)
    if (orders.has(name) && origin < here.depth) note(node, 'order')
    if (gathering.has(name) && given.some((one) => isGathered(one, here))) note(node, 'gather')
    for (const one of given) {
      if (one.type !== 'lambda') walk(one, here)
      else if (eachItem.has(name) && one === callee) {
        if (filters.has(name) && origin < here.depth && one.body !== undefined && compares(one.body))
          note(node, 'filter')
        loop(one, here, name === 'reduce')
      } else called(one, here)
    }
    const own = here.lambdas.get(name)
    if (own !== undefined) called(own, here)
    const { predicate, stages } = node
    filtered(node, [...(predicate ?? []), ...(stages ?? [])], here.depth, here)
  }

  function loop(lambda: Node, here: Loops, reduces: boolean): void {
    const names = namesOf(lambda)
    const each = names.reduce(withVariable, { ...here, depth: here.depth + 1 })
    // The third is the whole list.
    const whole = !reduces && names[2] !== undefined ? [[names[2], here.depth] as const] : []
    const variables = new Map([...each.variables, ...whole])
    if (lambda.body !== undefined)
      walk(lambda.body, {
        ...each,
        variables,
        ...(reduces && names[0] !== undefined ? { gathered: names[0] } : {}),
      })
  }

  /** What a function does is done where it is called; once per number of loops, or one that calls itself would not end. */
  function called(lambda: Node, here: Loops): void {
    if ((walked.get(lambda) ?? -1) >= here.depth || lambda.body === undefined) return
    walked.set(lambda, here.depth)
    walk(lambda.body, namesOf(lambda).reduce(withVariable, here))
  }
}

const inside = (here: Loops): Loops => ({ ...here, depth: here.depth + 1, input: here.depth + 1 })
const withVariable = (here: Loops, name: string): Loops => ({
  ...here,
  variables: new Map([...here.variables, [name, here.depth]]),
})

/** `$all`, or `[$all, …]`. */
const isGathered = (node: Node, here: Loops): boolean =>
  node.type === 'variable'
    ? node.value === here.gathered
    : node.type === 'unary' &&
      node.value === '[' &&
      node.expressions?.some((one) => isGathered(one, here)) === true

const namesOf = ({ arguments: named = [] }: Node): readonly string[] =>
  named.map(({ value }) => String(value))

/** In how many loops a value was made. */
function made(node: Node, here: Loops): number {
  if (node.type === 'path') return node.steps?.[0] === undefined ? here.depth : made(node.steps[0], here)
  if (['name', 'wildcard', 'descendant'].includes(node.type)) return here.input
  if (node.type !== 'variable') return here.depth
  if (node.value === '') return here.input
  return node.value === '$' ? 0 : (here.variables.get(String(node.value)) ?? here.depth)
}

/** Whether it looks for items that have something equal. */
function compares(node: Node): boolean {
  if (node.type === 'block') return node.expressions?.some(compares) === true
  if (node.type !== 'binary') return false
  if (node.value === '=') return true
  return (
    node.value === 'and' && [node.lhs as Node, node.rhs].some((side) => side !== undefined && compares(side))
  )
}
