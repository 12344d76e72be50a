import { childrenOf, type Node, pairsOf, type Stage } from '../jsonata/tree.ts'
import type { ReadPath, ReadPaths } from '../model/read-path.ts'

/**
 * Paths that an expression reads below a row, wherever in it: through variables, the functions that it writes and lists
 * that it goes through. Left out are those of which the author says with $exists(…) that they may be missing, and what
 * can not be followed: below what a function gives, and names that are computed. `??` stands for a value that is
 * missing, or null, in some rows: the name is still one that some row must have.
 */
export function pathsRead(ast: Node): readonly ReadPaths[] {
  const read = new Map<string, ReadPaths>()
  const sometimes = new Map<string, ReadPaths>()
  const optional = new Set<string>()
  const calls: Node[] = []
  let budget = mostCalls
  const root: Value = { paths: [[]] }
  valueOf(ast, root, new Map(), read)
  const seldom = [...sometimes].filter(([key]) => !read.has(key))
  return [
    ...read.values(),
    ...seldom.map(([, paths]): ReadPaths => ({ ...paths, isSometimes: true })),
  ].filter(({ anyOf }) => !anyOf.some((path) => optional.has(keyOf(path))))

  type Into = Map<string, ReadPaths> | Set<string>

  function valueOf(node: Node, at: Value, scope: Scope, into: Into): Value {
    switch (node.type) {
      case 'name':
        return below(at, String(node.value), into)
      case 'path':
        return pathOf(node, at, scope, into)
      case 'variable':
        return filtered(node.predicate, variableOf(String(node.value), at, scope), scope, into)
      case 'block':
        return filtered(node.predicate, blockOf(node, at, scope, into), scope, into)
      case 'bind': {
        const value = valueOf(node.rhs as Node, at, scope, into)
        scope.set(String((node.lhs as Node).value), value)
        return value
      }
      case 'condition':
        return conditionOf(node, at, scope, into)
      case 'lambda':
        return { paths: [], lambda: { node, at, scope } }
      case 'function':
        return filtered(node.predicate, functionOf(node, at, scope, into), scope, into)
      case 'apply':
        return applied(node, at, scope, into)
      case 'unary':
        if (node.value === '[')
          return filtered(
            node.predicate,
            union(valuesOf(node.expressions ?? [], at, scope, into)),
            scope,
            into,
          )
        for (const pair of pairsOf(node)) for (const each of pair) valueOf(each, at, scope, into)
        if (node.expression !== undefined) valueOf(node.expression, at, scope, into)
        return nothing
      default:
        for (const child of childrenOf(node))
          valueOf(child, node.type === 'transform' ? nothing : at, scope, into)
        return nothing
    }
  }

  /** Of several lists that are put together any may be missing. */
  function valuesOf(nodes: readonly Node[], at: Value, scope: Scope, into: Into): readonly Value[] {
    return nodes.map((node) => valueOf(node, at, scope, nodes.length > 1 && isPlain(node) ? optional : into))
  }

  function pathOf(node: Node, at: Value, scope: Scope, into: Into): Value {
    const own = new Map(scope)
    let value = at
    for (const step of node.steps ?? []) {
      if (step.type === 'sort') {
        for (const { expression } of step.terms ?? []) valueOf(expression, value, own, into)
        continue
      }
      const { stages = [], ...plain } = step
      const found = filtered(stages, valueOf(plain, value, own, into), own, into)
      if (step.index !== undefined) own.set(step.index, nothing)
      if (step.focus === undefined) value = found
      else own.set(step.focus, found)
    }
    value = filtered(node.predicate, value, own, into)
    for (const each of (node.group?.lhs ?? []).flat()) valueOf(each, value, own, into)
    return node.group === undefined ? value : nothing
  }

  /** Filters read in the items that they judge. */
  function filtered(filters: readonly Stage[] = [], value: Value, scope: Scope, into: Into): Value {
    for (const { expr } of filters) if (expr !== undefined) valueOf(expr, value, scope, into)
    return value
  }

  function blockOf(node: Node, at: Value, scope: Scope, into: Into): Value {
    const own = new Map(scope)
    let last = nothing
    for (const each of node.expressions ?? []) last = valueOf(each, at, own, into)
    return last
  }

  function conditionOf(
    { condition, then, else: otherwise }: Node,
    at: Value,
    scope: Scope,
    into: Into,
  ): Value {
    // What stands left of `??` is written once, and stands in the tree twice: asked for, and read.
    const isDefault =
      condition !== undefined &&
      isCall(condition, 'exists') &&
      then !== undefined &&
      isSame(condition.arguments?.[0], then)
    if (condition !== undefined && !isDefault) valueOf(condition, at, scope, into)
    const branch = into instanceof Set ? into : sometimes
    const first = then === undefined ? nothing : valueOf(then, at, scope, isDefault ? into : branch)
    return otherwise === undefined ? first : union([first, valueOf(otherwise, at, scope, branch)])
  }

  function functionOf(node: Node, at: Value, scope: Scope, into: Into): Value {
    const given = node.arguments ?? []
    const under = isCall(node, 'exists') ? optional : into
    const values = isCall(node, 'append')
      ? valuesOf(given, at, scope, into)
      : given.map((each) => valueOf(each, at, scope, under))
    return callOf(node, values, scope, into)
  }

  function applied(node: Node, at: Value, scope: Scope, into: Into): Value {
    const given = valueOf(node.lhs as Node, at, scope, into)
    const to = node.rhs as Node
    const more =
      to.type === 'function' ? (to.arguments ?? []).map((each) => valueOf(each, at, scope, into)) : []
    const call = to.type === 'function' ? to : { type: 'function', procedure: to }
    return callOf(call, [given, ...more], scope, into)
  }

  /** What a function that is written in the expression reads of what it is given; of those of the language only what is passed on. */
  function callOf({ procedure }: Node, given: readonly Value[], scope: Scope, into: Into): Value {
    const name = procedure?.type === 'variable' ? String(procedure.value) : ''
    const known = procedure?.type === 'lambda' ? valueOf(procedure, nothing, scope, into) : scope.get(name)
    if (known?.lambda !== undefined) return run(known, given, into)
    const [first = nothing] = given
    const each = given.find(({ lambda }) => lambda !== undefined)
    if (each !== undefined) {
      const made = run(each, itemwise.has(name) ? [first] : [], into)
      return name === 'map' ? made : passesOn.has(name) ? first : nothing
    }
    return name === 'append' ? union(given) : passesOn.has(name) ? first : nothing
  }

  function run({ lambda }: Value, given: readonly Value[], into: Into): Value {
    budget -= 1
    if (lambda === undefined || calls.includes(lambda.node) || budget < 0) return nothing
    const scope = new Map(lambda.scope)
    for (const [place, { value }] of (lambda.node.arguments ?? []).entries())
      scope.set(String(value), given[place] ?? nothing)
    calls.push(lambda.node)
    const value = valueOf(lambda.node.body as Node, lambda.at, scope, into)
    // A call that is the last thing a function does is wrapped by the parser.
    const made = value.lambda?.node.thunk === true ? run(value, [], into) : value
    calls.pop()
    return made
  }

  function below(at: Value, name: string, into: Into): Value {
    const paths = at.paths.map((path) => [...path, name])
    if (into instanceof Set) for (const path of paths) into.add(keyOf(path))
    else if (paths.length > 0) into.set(paths.map(keyOf).join(' '), { anyOf: paths })
    return { paths }
  }

  function variableOf(name: string, at: Value, scope: Scope): Value {
    return name === '' ? at : name === '$' ? root : (scope.get(name) ?? nothing)
  }
}

/** What an expression gives, as far as it is known: what stands at these paths, or a function. */
interface Value {
  readonly paths: readonly ReadPath[]
  readonly lambda?: { readonly node: Node; readonly at: Value; readonly scope: Scope }
}
type Scope = Map<string, Value>

const nothing: Value = { paths: [] }

/** Functions that call each other in many ways are followed no further. */
const mostCalls = 1000

/** Functions that call theirs with each item of a list, and those that answer with items of it. */
const itemwise: ReadonlySet<string> = new Set(['map', 'filter', 'single'])
const passesOn: ReadonlySet<string> = new Set(['filter', 'single', 'distinct', 'reverse', 'sort'])

const union = (values: readonly Value[]): Value => {
  const [first = nothing] = values
  if (values.length === 1) return first
  const paths = new Map(values.flatMap((value) => value.paths.map((path) => [keyOf(path), path])))
  return { paths: [...paths.values()] }
}

const isCall = ({ type, procedure }: Node, name: string): boolean =>
  type === 'function' && procedure?.type === 'variable' && procedure.value === name

const isSame = (one: Node | undefined, other: Node): boolean => JSON.stringify(one) === JSON.stringify(other)

const isPlain = ({ type, steps = [] }: Node): boolean =>
  type === 'path' && steps.every((step) => step.type === 'name' || step.type === 'variable')

const keyOf = (path: ReadPath): string => JSON.stringify(path)
