import { leftOf, type Node, pairsOf } from '../tree.ts'
import { ofContext } from './known-reads.ts'
import { namesOf } from './names.ts'
import { type Made, only, types } from './types.ts'
import { kept, type Place, type Writing } from './writing.ts'

/** So many texts an object is made of at most. */
const most = 4

/**
 * The object that is the value of this member, looked for among those that were made before of the same texts. Undefined:
 * it is none of those that are worth it, or it is made of more than a few members of the context.
 */
export function remembered(w: Writing, key: string, node: Node, place: Place): Made | undefined {
  if (!w.settings.remember.includes(key) || !only(place.input.type, types.object)) return undefined
  const reads = new Map<string, Node>()
  if (!isObjectOfTexts(node, place, reads) || reads.size === 0 || reads.size > most) return undefined
  const keys = [...reads.values()].map((read) => kept(w, w.value(read, place)).js).join(', ')
  const memory = w.memory(key)
  const js = w.out.fresh('object')
  w.out.line(`let ${js} = ${memory}.find(${keys})`)
  w.out.block(`if (${js} === undefined)`, () => {
    const made = w.value(node, { ...place, straight: false })
    w.out.line(`${js} = ${memory}.keep(${made.js}, ${keys})`)
  })
  return { js, type: types.object }
}

/**
 * Whether an expression could tell that two objects are one and the same: `in` compares them so, and only a function makes
 * two of the same row. Lists of constants hold no objects.
 */
export const tellsOneFromTwo = (nodes: readonly Node[]): boolean =>
  nodes.some(({ type }) => type === 'lambda') &&
  nodes.some(
    ({ type, value, rhs }) =>
      type === 'binary' &&
      value === 'in' &&
      !(rhs?.expressions ?? [undefined]).every((one) => one && isConstant(one)),
  )

/** Functions that make of texts, numbers and the like one of these, the same of the same, and count no steps. */
const pure: ReadonlySet<string> = new Set([
  'contains',
  'exists',
  'length',
  'lookup',
  'lowercase',
  'not',
  'number',
  'replace',
  'substring',
  'substringAfter',
  'substringBefore',
  'trim',
  'uppercase',
])
/** None that gives NaN, which makes an object unequal to its like, though not to itself. */
const operators: ReadonlySet<string> = new Set(['&', '=', '!=', '+', '-', '*', 'and', 'or'])

/** Does it hold nothing but what is surely no list and no object where all that it reads are texts? */
const isObjectOfTexts = (node: Node, place: Place, reads: Map<string, Node>): boolean =>
  node.type === 'unary' &&
  node.value === '{' &&
  isAlone(node) &&
  pairsOf(node).every(([key, value]) => isConstant(key) && isOfTexts(value, place, reads))

function isOfTexts(node: Node | undefined, place: Place, reads: Map<string, Node>): boolean {
  if (node === undefined) return true
  if (!isAlone(node)) return false
  const inner = (some: readonly (Node | undefined)[]): boolean =>
    some.every((one) => isOfTexts(one, place, reads))
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return true
    case 'path':
      return isRead(node, reads)
    case 'binary':
      return operators.has(String(node.value)) && inner([leftOf(node), node.rhs])
    case 'condition':
      return inner([node.condition, node.then, node.else])
    case 'function':
      return isPure(node, place) && inner((node.arguments ?? []).filter((one) => !isGiven(node, one)))
    default:
      return false
  }
}

/** A member of the context, as it is. */
function isRead(node: Node, reads: Map<string, Node>): boolean {
  const names = namesOf(node)
  const [key, more] = names?.keys ?? []
  if (key === undefined || more !== undefined || names?.variable !== undefined) return false
  // `name@$it` is the context.
  if (node.steps?.every(isAlone) !== true) return false
  if (!reads.has(key)) reads.set(key, node)
  return true
}

function isPure({ procedure, arguments: given = [] }: Node, { scope }: Place): boolean {
  if (procedure?.type !== 'variable' || !isAlone(procedure)) return false
  const name = String(procedure.value)
  // With fewer it is of the context, whatever that holds.
  if (given.length < (ofContext[name] ?? 1)) return false
  return pure.has(name) && scope.resolve(name)?.kind === 'builtin'
}

/** A regular expression; a table of constants. */
function isGiven({ procedure }: Node, argument: Node): boolean {
  if (!isAlone(argument)) return false
  if (argument.type === 'regex') return true
  return (
    procedure?.value === 'lookup' &&
    argument.type === 'unary' &&
    argument.value === '{' &&
    pairsOf(argument).every((pair) => pair.every(isConstant))
  )
}

const isConstant = (node: Node): boolean =>
  isAlone(node) && (node.type === 'string' || node.type === 'number' || node.type === 'value')

/** Nothing is done with it where it stands. */
const isAlone = ({ predicate, group, keepArray, consarray, tuple, stages }: Node): boolean =>
  predicate === undefined &&
  group === undefined &&
  stages === undefined &&
  keepArray !== true &&
  consarray !== true &&
  tuple !== true
