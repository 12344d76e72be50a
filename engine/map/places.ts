import type { Site } from '../component.ts'
import { type Node, nodesOf, startOf } from './ast.ts'
import type { Fault } from './failure.ts'

/** Where in the spec a fault of an expression happened: `feed.yaml:14:22`. Undefined: not known for sure. */
export type Places = (fault: Fault) => string | undefined

/** Everything that can fail, by where it stands: found out once, so that a plan needs no spec at run time. */
export function placesOf(ast: Node, text: string, site: Site): Places {
  const marks = [...nodesOf(ast)].flatMap((node) => {
    if (!fallible.has(node.type)) return []
    const start = startOf(node, text)
    const at = start === undefined ? undefined : site.position([], start)
    if (node.position === undefined || at === undefined) return []
    const where = `${at.file.split('/').at(-1)}:${at.line}:${at.column}`
    const mark = { end: node.position, token: tokenOf(node), where }
    // A call that is the last thing a function does is noted before its bracket.
    const last = node.procedure?.position
    return last === undefined ? [mark] : [mark, { ...mark, end: last }]
  })
  return ({ position, token }) => {
    if (position === undefined) return undefined
    const here = marks.filter((mark) => mark.end === position)
    const exact = here.find((mark) => token === undefined || mark.token === token)
    if (exact !== undefined || token === undefined) return exact?.where
    // A fault inside a function is noted at the call further out, under the name of what failed.
    const named = new Set(marks.flatMap((mark) => (mark.token === token ? [mark.where] : [])))
    return named.size === 1 ? [...named][0] : undefined
  }
}

const fallible = new Set(['function', 'partial', 'binary', 'unary', 'apply', 'sort', 'regex', 'transform'])

function tokenOf(node: Node): unknown {
  return node.type === 'function' || node.type === 'partial' ? node.procedure?.value : node.value
}
