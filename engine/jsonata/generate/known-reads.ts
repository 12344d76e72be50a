import { leftOf, type Node, nodesOf, pairsOf } from '../tree.ts'
import { isFusable } from './fused.ts'
import { namesOf } from './names.ts'
import { parentsOf } from './parents.ts'

/**
 * Whether an expression reaches what is in its input by names alone, or hands it on as the value of a path: then it is known
 * where each member is read.
 */
export function knownReads(ast: Node, builtins: ReadonlySet<string>, hosted: ReadonlySet<string>): boolean {
  const nodes = [...nodesOf(ast)]
  const lambdas = namedLambdas(nodes)
  return known(ast)

  function known(node: Node | undefined): boolean {
    if (node === undefined) return true
    if (node.keepArray === true || node.consarray === true || node.tuple === true) return false
    if (node.type === 'path') return path(node)
    return filters(node) && group(node) && own(node)
  }

  function own(node: Node): boolean {
    switch (node.type) {
      case 'string':
      case 'number':
      case 'value':
      case 'regex':
        return true
      case 'variable':
        return node.value !== '' && node.value !== '$' && node.predicate === undefined
      case 'unary':
        return (
          known(node.expression) && all(node.expressions) && pairsOf(node).every((pair) => pair.every(known))
        )
      case 'binary':
        return known(leftOf(node)) && known(node.rhs)
      case 'condition':
        return known(node.condition) && known(node.then) && known(node.else)
      case 'block':
        return all(node.expressions)
      case 'bind':
        return known(node.rhs)
      case 'lambda':
        return node.signature === undefined && known(node.body)
      case 'function':
        return called(node, node.arguments?.length ?? 0)
      case 'apply':
        return known(leftOf(node)) && applied(node.rhs as Node)
      default:
        return false
    }
  }

  function all(some: readonly Node[] | undefined): boolean {
    return (some ?? []).every(known)
  }

  function filters({ predicate, stages }: Node): boolean {
    return [...(predicate ?? []), ...(stages ?? [])].every(({ expr }) => known(expr))
  }

  function group(node: Node): boolean {
    return (node.group?.lhs ?? []).every((pair) => pair.every(known))
  }

  function path(node: Node): boolean {
    const { steps = [] } = node
    if (node.predicate !== undefined || node.stages !== undefined || node.keepSingletonArray === true)
      return false
    if (!group(node)) return false
    if (parentsOf(node) !== undefined) return true
    const binding = steps.some(({ tuple, ancestor }) => tuple === true || ancestor !== undefined)
    if (binding && (node.group !== undefined || namesOf(node) !== undefined || !isFusable(node))) return false
    return steps.every((step, at) => {
      if (step.keepArray === true || step.consarray === true || step.focus !== undefined) return false
      if (!filters(step) || (step.type !== 'sort' && !group(step))) return false
      if (step.type === 'name') return step.predicate === undefined && step.group === undefined
      if (step.type === 'sort') return (step.terms ?? []).every(({ expression }) => known(expression))
      if (step.type === 'variable')
        return at === 0 && step.predicate === undefined && step.stages === undefined && behind(step, steps[1])
      return own(step)
    })
  }

  /** The context of the call is not looked into: it has its arguments. */
  function called({ procedure, arguments: given }: Node, count: number): boolean {
    if (procedure?.type !== 'variable' || procedure.predicate !== undefined || !all(given)) return false
    const name = String(procedure.value)
    if (hosted.has(name) || lambdas.has(name)) return true
    return builtins.has(name) && name !== 'eval' && count >= (ofContext[name] ?? 0)
  }

  function applied(right: Node): boolean {
    if (right.type === 'function') return called(right, (right.arguments?.length ?? 0) + 1)
    return right.type === 'variable' && builtins.has(String(right.value)) && right.value !== 'eval'
  }
}

/** Of the context or the root, only a name is read. */
const behind = ({ value }: Node, next: Node | undefined): boolean =>
  (value !== '' && value !== '$') || next?.type === 'name'

/** Functions that take an object or anything as their context, where they are given fewer arguments. */
export const ofContext: Readonly<Record<string, number>> = {
  boolean: 1,
  clone: 1,
  each: 2,
  keys: 1,
  lookup: 2,
  not: 1,
  sift: 2,
  spread: 1,
  string: 1,
}

/** Variables that are nothing but functions of the expression, wherever they are bound. */
function namedLambdas(nodes: readonly Node[]): ReadonlySet<string> {
  const found = new Set<string>()
  const others = new Set<string>()
  for (const node of nodes) {
    if (node.type === 'bind')
      (node.rhs?.type === 'lambda' ? found : others).add(String((node.lhs as Node).value))
    if (node.type === 'lambda') for (const one of node.arguments ?? []) others.add(String(one.value))
  }
  for (const name of others) found.delete(name)
  return found
}
