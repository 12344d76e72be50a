import type { Site } from '../component.ts'
import { type Node, nodesOf } from '../jsonata/tree.ts'
import type { Fault } from './failure.ts'
import { startOf } from './node-start.ts'

/** Where in the spec a fault of an expression happened: `feed.yaml:14:22`. Undefined: not known for sure. */
export type Places = (fault: Fault) => string | undefined

/** What can fail, and where it stands: data, so that a plan needs no spec at run time. */
export interface Mark {
  /** As faults say it: offset of the end of its first sign. */
  readonly end: number
  readonly token?: string
  readonly where: string
}

/** Everything of an expression that can fail. */
export function marksOf(ast: Node, text: string, site: Site): readonly Mark[] {
  return [...nodesOf(ast)].flatMap((node) => {
    if (!fallible.has(node.type)) return []
    const start = startOf(node, text)
    const at = start === undefined ? undefined : site.position([], start)
    if (node.position === undefined || at === undefined) return []
    const where = `${at.file.split('/').at(-1)}:${at.line}:${at.column}`
    const token = tokenOf(node)
    const mark = { end: node.position, ...(typeof token === 'string' ? { token } : {}), where }
    // A call that is the last thing a function does is noted before its bracket.
    const last = node.procedure?.position
    return last === undefined ? [mark] : [mark, { ...mark, end: last }]
  })
}

/** Finds the place of a fault among what can fail. */
export const placesOf =
  (marks: readonly Mark[]): Places =>
  ({ position, token }) => {
    if (position === undefined) return undefined
    const here = marks.filter((mark) => mark.end === position)
    const exact = here.find((mark) => token === undefined || mark.token === token)
    if (exact !== undefined || token === undefined) return exact?.where
    // A fault inside a function is noted at the call further out, under the name of what failed.
    const named = new Set(marks.flatMap((mark) => (mark.token === token ? [mark.where] : [])))
    return named.size === 1 ? [...named][0] : undefined
  }

const fallible = new Set(['function', 'partial', 'binary', 'unary', 'apply', 'sort', 'regex', 'transform'])

function tokenOf(node: Node): unknown {
  return node.type === 'function' || node.type === 'partial' ? node.procedure?.value : node.value
}
