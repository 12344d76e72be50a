import type { Node } from '../jsonata/tree.ts'
import { startOf } from './node-start.ts'

/** Where, in a block of bindings, something stands that binds no name. */
export const strayStatements = (ast: Node, text: string): readonly (number | undefined)[] =>
  (ast.type === 'block' ? (ast.expressions ?? []) : [ast])
    .filter(({ type }) => type !== 'bind')
    .map((node) => startOf(node, text))
