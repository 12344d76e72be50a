import { feedError } from '../errors/feed-error.ts'
import { near } from '../flow/near.ts'
import { childrenOf, type Node, pairsOf } from '../jsonata/tree.ts'
import type { Names } from './clean.ts'
import { mappingFunctions } from './functions.ts'
import { type Lookups, payloadKeys } from './given.ts'
import { asking, cleaning } from './lookups-of.ts'
import { lostNames } from './lost-names.ts'
import { functionNames, impure } from './names.ts'
import { startOf } from './node-start.ts'
import type { Problem } from './problem.ts'
import { type Scope, scope } from './scope.ts'
import { timePicture } from './time-picture.ts'

export interface Declared {
  readonly lookups: Lookups
  readonly parameters: Readonly<Record<string, unknown>>
  /** The names that `$carried` has: what the source carries. */
  readonly carried?: readonly string[]
  readonly names?: Names
}

/** What can be known to be wrong before the first row: names that do not exist, and functions that are not pure. */
export function examine(ast: Node, text: string, declared: Declared): readonly Problem[] {
  const problems: Problem[] = []
  const note = (node: Node, error: Problem['error']): void => {
    problems.push({ offset: startOf(node, text), error })
  }

  function walk(node: Node, here: Scope): void {
    switch (node.type) {
      case 'variable':
        variable(node, here, 'variable')
        rest(node, here)
        break
      case 'function':
      case 'partial':
        call(node, node.arguments ?? [], here)
        break
      case 'apply':
        apply(node, here)
        break
      case 'bind':
        if (node.rhs !== undefined) walk(node.rhs, here)
        here.bind(String((node.lhs as Node).value))
        break
      case 'block': {
        const inside = here.inner()
        for (const expression of node.expressions ?? []) walk(expression, inside)
        inside.close()
        rest(node, here)
        break
      }
      case 'lambda':
        here.later(() => {
          const inside = here.inner(node.arguments?.map((given) => String(given.value)))
          if (node.body !== undefined) walk(node.body, inside)
          inside.close()
        })
        break
      case 'path':
        path(node, here)
        break
      default:
        twice(node)
        lost(node)
        for (const child of childrenOf(node)) walk(child, here)
    }
  }

  /** Filters and groupings that hang on a node of any kind. */
  function rest(node: Node, here: Scope): void {
    const { predicate, stages, group } = node
    for (const child of childrenOf({ type: 'rest', predicate, stages, group } as Node)) walk(child, here)
  }

  function path(node: Node, around: Scope): void {
    const here = around.along()
    const [first, second] = node.steps ?? []
    if (first?.type === 'variable' && second?.type === 'name' && !around.knows(String(first.value)))
      member(String(first.value), second)
    for (const step of node.steps ?? []) {
      if (step.focus !== undefined) here.note(step.focus)
      if (step.index !== undefined) here.note(step.index)
      for (const stage of step.stages ?? []) if (stage.value !== undefined) here.note(stage.value)
      walk(step, here)
    }
    rest(node, here)
  }

  function call(node: Node, given: readonly (Node | undefined)[], here: Scope): void {
    const { procedure } = node
    if (procedure?.type === 'variable') {
      variable(procedure, here, 'function', given[0])
      if (!here.knows(String(procedure.value))) counted(node, procedure, given)
      if (procedure.value === 'time' && !here.knows('time')) picture(given[1])
    } else if (procedure?.type === 'path' && procedure.steps?.length === 1) bare(procedure, here)
    else if (procedure !== undefined) walk(procedure, here)
    for (const argument of node.arguments ?? []) walk(argument, here)
    rest(node, here)
  }

  /** Our own functions take what their usage says. */
  function counted(node: Node, procedure: Node, given: readonly (Node | undefined)[]): void {
    const called = mappingFunctions.find(({ name }) => name === procedure.value)
    if (called === undefined) return
    const [least, most] = called.takes
    if (given.length >= least && given.length <= most) return
    const { name, usage } = called
    note(node, (at) => feedError('MAP_ARGUMENTS', { name, given: given.length, usage }, { at }))
  }

  /** `a ~> $f(b)` calls f with a first. */
  function apply({ lhs, rhs }: Node, here: Scope): void {
    walk(lhs as Node, here)
    if (rhs?.type === 'function') call(rhs, [lhs as Node, ...(rhs.arguments ?? [])], here)
    else if (rhs?.type === 'variable') variable(rhs, here, 'function', lhs as Node)
    else if (rhs !== undefined) walk(rhs, here)
  }

  /** `first`: what it is called with, where it is called. */
  function variable(node: Node, here: Scope, what: string, first?: Node): void {
    const name = String(node.value)
    if (name === '' || name === '$' || here.knows(name)) return
    if (impure.has(name)) note(node, (at) => feedError('MAP_IMPURE', { name }, { at }))
    else if (asking.has(name)) lookup(name, node, first)
    else if (cleaning.has(name)) kind(name, node, first)
    else if (!functionNames.has(name) && (!variables.has(name) || what === 'function')) {
      const found = near(name, [...here.all(), ...functionNames, ...variables])
      const details = { name: `$${name}`, what, near: found === undefined ? undefined : `$${found}` }
      note(node, (at) => feedError('MAP_UNKNOWN_NAME', details, { at }))
    }
  }

  /** `trim(x)`: rows hold no functions, so the sign is missing. */
  function bare(node: Node, here: Scope): void {
    const name = String(node.steps?.[0]?.value)
    const found = near(name, [...here.all(), ...functionNames])
    const details = { name, what: 'function', near: found === undefined ? undefined : `$${found}` }
    note(node, (at) => feedError('MAP_UNKNOWN_NAME', details, { at }))
  }

  function lookup(asked: string, node: Node, first: Node | undefined): void {
    if (first?.type !== 'string') {
      note(node, (at) => feedError('MAP_LOOKUP_UNNAMED', { name: asked }, { at }))
      return
    }
    const name = String(first.value)
    const names = Object.keys(declared.lookups)
    if (names.includes(name)) return
    note(first, (at) => feedError('MAP_LOOKUP_UNKNOWN', { name, near: near(name, names), names }, { at }))
  }

  function kind(asked: string, node: Node, first: Node | undefined): void {
    const names = Object.keys(declared.names ?? {})
    const name = first?.type === 'string' ? String(first.value) : undefined
    if (name !== undefined && names.includes(name)) return
    const details = { function: asked, kind: name, near: near(name ?? '', names), names }
    note(first ?? node, (at) => feedError('MAP_KIND_UNKNOWN', details, { at }))
  }

  /** `$parameters.name`, `$payload.file`, `$carried.name`. */
  function member(of: string, node: Node): void {
    const name = String(node.value)
    const names = membersOf(of)
    if (names === undefined || names.includes(name)) return
    const details = { name, near: near(name, names), names }
    note(node, (at) =>
      of === 'parameters'
        ? feedError('MAP_PARAMETER_UNKNOWN', details, { at })
        : feedError('MAP_GIVEN_UNKNOWN', { variable: of, ...details }, { at }),
    )
  }

  function membersOf(name: string): readonly string[] | undefined {
    if (name === 'parameters') return Object.keys(declared.parameters)
    if (name === 'carried') return declared.carried ?? []
    return name === 'payload' ? payloadKeys : undefined
  }

  function picture(node: Node | undefined): void {
    if (node?.type !== 'string') return
    const made = timePicture(String(node.value))
    if (typeof made !== 'string') return
    const details = { picture: String(node.value), problem: made }
    note(node, (at) => feedError('MAP_PICTURE', details, { at }))
  }

  function twice(node: Node): void {
    const seen = new Set<unknown>()
    for (const [key] of pairsOf(node)) {
      if (key.type !== 'string') continue
      const details = { key: String(key.value) }
      if (seen.has(key.value)) note(key, (at) => feedError('MAP_DUPLICATE_KEY', details, { at }))
      seen.add(key.value)
    }
  }

  function lost(node: Node): void {
    for (const one of lostNames(node)) {
      const name = String(one.value)
      note(one, (at) => feedError('MAP_LOST_NAME', { name }, { at }))
    }
  }

  const whole = scope()
  walk(ast, whole)
  whole.close()
  return problems
}

/** What an expression knows beside its row. */
const variables: ReadonlySet<string> = new Set(['parameters', 'payload', 'carried'])
