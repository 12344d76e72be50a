import { childrenOf, type Node, type Stage } from '../jsonata/tree.ts'
import { compares, endsOf, isCondition, isFiltered, keepsEqual } from './condition-forms.ts'
import { changesIn, inside, type Loops, made, moved, withVariable, written } from './loops.ts'

/** Work that is done again for each item of some list, and grows with another: a note, since a list may be short. */
export interface RepeatedWork {
  readonly node: Node
  /**
   * A filter that asks for what is equal, or for anything else, or for nothing of the item that the loop is at; whether
   * something is in a list; other work that comes to the same for each item; copying what was gathered so far.
   */
  readonly kind: 'filter' | 'search' | 'unbound' | 'member' | 'same' | 'gather'
}

/** Functions whose second argument is called for each item of the first, and those that look at every item otherwise. */
const eachItem = new Set('map filter single reduce each sift sort'.split(' '))
const filters = new Set(['filter', 'single', 'sift'])
const wholes = new Set(
  'sort distinct sum max min average reverse join merge keys spread map filter single reduce each sift'.split(
    ' ',
  ),
)
const gathering = new Set(['append', 'distinct', 'merge'])
/** What calls itself is followed so far: loops in loops, and calls that differ in where their lists were made. */
const most = { loops: 6, calls: 500 }

/** Finds what is quadratic by its form: what is made outside of a loop is gone through in it. */
export function repeatedWork(ast: Node): readonly RepeatedWork[] {
  const found = new Map<Node, RepeatedWork>()
  const walked = new Set<string>()
  const numbers = new Map<Node, number>()
  const note = (node: Node, kind: RepeatedWork['kind']): void => {
    if (!found.has(node)) found.set(node, { node, kind })
  }
  walk(ast, { depth: 0, input: 0, variables: new Map(), lambdas: new Map() })
  return [...found.values()]

  function walk(node: Node, here: Loops): void {
    if (node.type === 'path') path(node, here)
    else if (node.type === 'block') block(node, here)
    else if (node.type === 'function') call(node, node.arguments ?? [], here)
    else if (node.type === 'apply' && node.rhs?.type === 'function') {
      const left = node.lhs as Node
      call(node.rhs, [left, ...(node.rhs.arguments ?? [])], here)
    } else if (node.type === 'apply' && node.rhs?.type === 'transform') {
      // The whole of what is transformed is copied.
      if (isGathered(node.lhs as Node, here)) note(node, 'gather')
      for (const child of childrenOf(node)) walk(child, here)
    } else if (node.type === 'lambda') {
      // A last call is wrapped, so that it needs no level of its own.
      if ('thunk' in node && node.body !== undefined) walk(node.body, here)
    } else {
      const { predicate, stages, ...own } = node
      if (node.type === 'binary' && node.value === 'in' && made(node.rhs as Node, here) < here.depth)
        note(node, 'member')
      for (const child of childrenOf(own)) walk(child, here)
      filtered(node, [...(predicate ?? []), ...(stages ?? [])], made(node, here), here)
    }
  }

  function path(node: Node, around: Loops): void {
    let before = around
    const { steps = [], group } = node
    const [first] = steps
    const origin = first === undefined ? before.depth : made(first, before)
    const isSame = (count: number): boolean =>
      changesIn({ type: 'path', steps: steps.slice(0, count) }, before) < before.depth
    if (group !== undefined && origin < around.depth && !isFiltered(node)) {
      const changes = changesIn(node, around)
      if (changes < around.depth) note(node, 'same')
      before = moved(around, changes)
    }
    let here = before
    let joins = false
    for (const [index, step] of steps.entries()) {
      if (index > 0 && here === before) here = inside(before)
      const { predicate, stages, ...own } = step
      if (step.type === 'sort') {
        if (origin < before.depth && isSame(index + 1)) note(step, 'same')
        for (const child of childrenOf(own)) walk(child, inside(here))
      } else if (index === 0) walk(own, here)
      else {
        if (origin < before.depth && keepsEqual(step)) note(step, 'filter')
        for (const child of step.type === 'function' ? [own] : childrenOf(own)) walk(child, here)
      }
      // Behind `@` the same context is gone through again, for each item before it.
      const depth = before.depth + (joins ? 1 : 0)
      filtered(step, [...(predicate ?? []), ...(stages ?? [])], origin, { ...here, depth }, () =>
        joins ? false : isSame(index + 1),
      )
      if (step.focus === undefined) continue
      joins = true
      here = withVariable(inside(here), step.focus)
    }
    for (const child of (group?.lhs ?? []).flat()) walk(child, inside(before))
  }

  function filtered(
    node: Node,
    stages: readonly Stage[],
    origin: number,
    here: Loops,
    isSame = (): boolean => false,
  ): void {
    for (const { type, expr } of stages) {
      if (type !== 'filter' || expr === undefined) continue
      if (origin < here.depth && isCondition(expr))
        note(node, isSame() ? 'unbound' : compares(expr) ? 'filter' : 'search')
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
        here = withVariable(here, name, made(node.rhs, here))
      }
    }
  }

  function call(node: Node, given: readonly Node[], around: Loops): void {
    let here = around
    const name = node.procedure?.type === 'variable' ? String(node.procedure.value) : ''
    const [list, callee] = given
    const origin = list === undefined || list.type === 'unary' ? here.depth : made(list, here)
    if (wholes.has(name) && list !== undefined && list.type !== 'unary' && origin !== written) {
      const changes = Math.max(...given.map((one) => changesIn(one, around)))
      // A filter in it is noted by itself: it tells more.
      if (changes < around.depth && !isFiltered(list)) {
        note(node, 'same')
        here = moved(around, changes)
      } else if (name === 'sort' && origin < around.depth) note(node, 'search')
    }
    if (gathering.has(name) && given.some((one) => isGathered(one, here))) note(node, 'gather')
    for (const one of given) {
      if (one.type !== 'lambda') walk(one, here)
      else if (eachItem.has(name) && one === callee) {
        if (origin < here.depth && one.body !== undefined) {
          if (filters.has(name)) note(node, compares(one.body) ? 'filter' : 'search')
          else if ((name === 'map' || name === 'each') && keepsEqual(one.body)) note(node, 'filter')
        }
        loop(one, here, name === 'reduce')
      } else called(one, [], here)
    }
    const own = here.lambdas.get(name)
    if (own !== undefined) called(own, given, here)
    const { predicate, stages } = node
    filtered(node, [...(predicate ?? []), ...(stages ?? [])], here.depth, here)
  }

  function loop(lambda: Node, here: Loops, reduces: boolean): void {
    const names = namesOf(lambda)
    const inner = { ...here, depth: here.depth + 1 }
    const [gathered, , whole] = names
    const each = names.reduce((scope, name) => withVariable(scope, name), inner)
    // The third is the whole list.
    const more = !reduces && whole !== undefined ? withVariable(each, whole, here.depth) : each
    const scope = reduces && gathered !== undefined ? { ...more, gathered } : more
    if (lambda.body === undefined) return
    if (reduces)
      for (const end of endsOf(lambda.body))
        if (end.type === 'unary' && isGathered(end, scope)) note(end, 'gather')
    walk(lambda.body, scope)
  }

  /** What a function does is done where it is called; a few loops deep, or one that calls itself would not end. */
  function called(lambda: Node, given: readonly Node[], here: Loops): void {
    const origins = namesOf(lambda).map((_, index) => {
      const one = given[index]
      return one === undefined ? here.depth : Math.min(here.depth, made(one, here))
    })
    const number = numbers.get(lambda) ?? numbers.size
    numbers.set(lambda, number)
    const key = [number, here.depth, ...origins].join(' ')
    if (here.depth > most.loops || walked.size > most.calls) return
    if (walked.has(key) || lambda.body === undefined) return
    walked.add(key)
    const scope = namesOf(lambda).reduce(
      (within, name, index) => withVariable(within, name, origins[index]),
      here,
    )
    walk(lambda.body, scope)
  }
}

/** `$all`, or `[$all, …]`. */
const isGathered = (node: Node, here: Loops): boolean =>
  node.type === 'variable'
    ? node.value === here.gathered
    : node.type === 'unary' &&
      node.value === '[' &&
      node.expressions?.some((one) => isGathered(one, here)) === true

const namesOf = ({ arguments: named = [] }: Node): readonly string[] =>
  named.map(({ value }) => String(value))
