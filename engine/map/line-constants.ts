import { feedError } from '../errors/feed-error.ts'
import { type Node, pairsOf } from '../jsonata/tree.ts'
import { formMistakes } from './form-mistakes.ts'
import { objectsOf } from './line-objects.ts'
import { startOf } from './node-start.ts'
import type { Problem } from './problem.ts'
import { quote } from './quote.ts'

/** Values that an expression writes out in its count lines and that can stand in none. What a row computes is its affair. */
export function wrongConstants(ast: Node, text: string): readonly Problem[] {
  if (ast.type === 'string' || ast.type === 'number')
    return [mistake(ast, text, `it is ${quote(ast.value)}, not a count line`)]
  return objectsOf(ast).flatMap((line) => {
    const nodes = new Map<string, Node>()
    return formMistakes(constantOf(line, '', nodes)).flatMap(({ pointer, said }) => {
      const node = nodes.get(pointer)
      return node === undefined ? [] : [mistake(node, text, said)]
    })
  })
}

/** What count lines lack that are written out as whole objects. */
export const missingParts = (ast: Node, text: string): readonly Problem[] =>
  objectsOf(ast).flatMap((line) => lacking(line, (node, problem) => mistake(node, text, problem)))

/** The field that a mapping answers with as it is: in a format with columns that is a text, and no count line. */
export function bareField({ type, steps = [], group }: Node): string | undefined {
  const [step] = steps
  if (type !== 'path' || group !== undefined || steps.length !== 1 || step?.type !== 'name') return undefined
  return String(step.value)
}

const mistake = (node: Node, text: string, problem: string): Problem => ({
  offset: startOf(node, text),
  error: (at) => feedError('MAP_LINE_INVALID', { problem }, { at }),
})

/** What is left out is computed: undefined. `nodes` gets the node of every value by its JSON pointer. */
function constantOf(node: Node, pointer: string, nodes: Map<string, Node>): unknown {
  nodes.set(pointer, node)
  if (node.predicate !== undefined || node.stages !== undefined || node.group !== undefined) return undefined
  if (node.type === 'string' || node.type === 'number' || node.type === 'value') return node.value
  if (node.type !== 'unary' || node.value !== '{') return undefined
  // An object with keys that a row computes is looked at as a line, whose other keys are known; nowhere else.
  if (pointer !== '' && membersOf(node) === undefined) return undefined
  const members = pairsOf(node).flatMap(([key, value]) => {
    if (key.type !== 'string') return []
    const found = constantOf(value, `${pointer}/${String(key.value)}`, nodes)
    return found === undefined ? [] : [[String(key.value), found] as const]
  })
  return Object.fromEntries(members)
}

const facts = ['votes', 'ballots', 'reporting', 'control']

/** What is written as an object is surely there: what a row computes may be nothing. */
function lacking(line: Node, tell: (node: Node, problem: string) => Problem): readonly Problem[] {
  const members = membersOf(line)
  if (members === undefined) return []
  const has = (name: string) => members.has(name)
  const found: Problem[] = []
  for (const what of ['selection', 'votes', 'contest', 'unit']) {
    const value = members.get(what)
    if (value === undefined) continue
    const inside = membersOf(value)
    const say = (problem: string) => found.push(tell(value, problem))
    // A unit or contest that a row computes may be nothing, and yet a line that could never use it is a mistake.
    if (what === 'contest' && !has('unit')) say('a contest without a unit')
    if (what === 'unit' && !facts.some(has))
      say(
        `a unit without votes, ballots or reporting${has('capture') ? '; what is said of the capture stands without a unit' : ''}`,
      )
    if (inside === undefined) continue
    if (what === 'votes') {
      if (inside.size === 0) say('votes have neither a total nor a mode')
      if (!has('selection')) say('votes without a selection')
      if (!has('contest')) say('votes without a contest')
      continue
    }
    if (what === 'selection' && !has('votes') && !has('control')) say('a selection without votes')
    if (!inside.has('id') && !inside.has('name')) say(`${what} has neither id nor name`)
  }
  // One absence brings the next about.
  return found.slice(0, 1)
}

/** The members of an object whose keys are all written out. */
function membersOf(node: Node): ReadonlyMap<string, Node> | undefined {
  if (node.type !== 'unary' || node.value !== '{' || node.group !== undefined) return undefined
  const pairs = pairsOf(node)
  if (!pairs.every(([key]) => key.type === 'string')) return undefined
  return new Map(pairs.map(([key, value]) => [String(key.value), value]))
}
