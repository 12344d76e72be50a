import type { Node } from '../tree.ts'
import type { Scope } from './scope.ts'
import type { Made } from './types.ts'
import type { Writer } from './writer.ts'

/** Where a node is evaluated. */
export interface Place {
  /** The context value; its code is a name. */
  readonly input: Made
  readonly scope: Scope
  /** How many nodes of the same function are under evaluation here, this one counted. */
  readonly depth: number
  /** Whether it is evaluated once whenever its frame is made. */
  readonly straight: boolean
  /** JavaScript that says whether the context is an object. */
  readonly object: () => string
}

/** What the writers of all kinds of nodes share. */
export interface Writing {
  readonly out: Writer
  readonly settings: Settings
  /** The name under which something of the runtime is at hand. */
  use(name: string): string
  /** The name of a constant that is made once, when the code is loaded. */
  constant(js: string, hint: string): string
  /** The name of a memory of objects, made once for what is given beside the inputs. */
  memory(hint: string): string
  /** Writes what gives the value of a node. */
  value(node: Node, place: Place): Made
  /** The same without what stands behind it (filters, groups), and as a sequence of one or none where it gives one. */
  bare(node: Node, place: Place): Made
}
export interface Settings {
  /** Texts may grow without end: the expression has functions of its own. */
  readonly growing: boolean
  /** What the members of the input may be, where it is a row. */
  readonly row: number | undefined
  /** Members whose objects come again from input to input. */
  readonly remember: readonly string[]
}

/** The value under a name, so that it can be written more than once. */
export function kept(w: Writing, made: Made, hint?: string): Made {
  if (/^[\w$]+$|^"[^"\\]*"$/.test(made.js)) return made
  const { same, ...rest } = made
  const before = same === undefined ? undefined : w.out.known(same)
  if (before !== undefined) return { ...rest, js: before }
  const js = w.out.fresh(hint)
  w.out.line(`const ${js} = ${made.js}`)
  if (same !== undefined) w.out.know(same, js)
  return { ...rest, js }
}

export const below = (place: Place): Place => ({ ...place, depth: place.depth + 1 })
export const beside = (place: Place): Place => ({ ...place, depth: place.depth + 1, straight: false })

/** A text as JavaScript. */
export const quoted = (text: string): string => JSON.stringify(text)
