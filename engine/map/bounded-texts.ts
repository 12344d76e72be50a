import type jsonata from 'jsonata'
import jsonataLibrary from 'jsonata'
import { type Node, nodesOf } from '../jsonata/tree.ts'
import { characters } from './bounds.ts'

/** A function of JSONata as the library keeps it. */
interface Builtin {
  readonly implementation: (this: unknown, ...given: unknown[]) => unknown
  readonly signature?: { readonly definition: string }
}

/** Functions of JSONata that make a text longer than those they are given. */
const growing = `pad replace join string base64encode base64decode encodeUrl encodeUrlComponent`.split(' ')
const builtins = new Map(
  await Promise.all(
    growing.map(async (name) => [name, (await jsonataLibrary(`$${name}`).evaluate({})) as Builtin] as const),
  ),
)

/** A name that no expression can write. */
const concatenation = 'texts & texts'

/** Bounds the length of texts: a text that is doubled thirty times would fill the machine. */
export function boundTexts(expression: jsonata.Expression, ast: Node): void {
  for (const [name, { implementation, signature }] of builtins) {
    const bounded = function (this: unknown, ...given: unknown[]): unknown {
      if (name === 'pad') bound(Math.abs(Number(given[1])))
      if (name === 'join' && Array.isArray(given[0])) bound(joinedLength(given[0], given[1]))
      const made = implementation.apply(this, given)
      return made instanceof Promise ? made.then(boundText) : boundText(made)
    }
    expression.registerFunction(name, bounded, signature?.definition)
  }
  const nodes = [...nodesOf(ast)]
  // Without functions of its own an expression joins no more texts than it has signs for it.
  if (!nodes.some(({ type }) => type === 'lambda')) return
  expression.registerFunction(concatenation, concatenate)
  for (const node of nodes) if (node.type === 'binary' && node.value === '&') callInstead(node)
}

const { implementation: stringOf } = builtins.get('string') as Builtin

async function concatenate(this: unknown, left: unknown, right: unknown): Promise<string> {
  const texts = await Promise.all(
    [left, right].map((one) => (one === undefined ? '' : stringOf.call(this, one))),
  )
  const made = texts.join('')
  bound(made.length)
  return made
}

function callInstead(node: Node): void {
  const { lhs, rhs, position } = node
  Object.assign(node, {
    type: 'function',
    value: '(',
    procedure: { type: 'variable', value: concatenation, position },
    arguments: [lhs, rhs],
    lhs: undefined,
    rhs: undefined,
  })
}

const joinedLength = (texts: readonly unknown[], separator: unknown): number =>
  texts.reduce<number>(
    (sum, one) => sum + (typeof one === 'string' ? one.length : 0),
    texts.length * (typeof separator === 'string' ? separator.length : 0),
  )

function boundText(value: unknown): unknown {
  if (typeof value === 'string') bound(value.length)
  return value
}

function bound(length: number): void {
  // As the library throws: a plain object with a code of its own.
  // oxlint-disable-next-line no-throw-literal
  if (length > characters) throw { code: 'TEXT', value: length }
}
