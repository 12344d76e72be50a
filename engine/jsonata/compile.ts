import { builtinNames } from './builtin-names.ts'
import { written } from './generate/entry.ts'
import type { CompileOptions, Generated, NotCompiled } from './generated.ts'
import type { Runtime } from './runtime/runtime.ts'
import { childrenOf, type Node } from './tree.ts'

export type { CompileOptions, Generated, Known, NotCompiled } from './generated.ts'

/** Values by name, without `$`. */
export type Bindings = Readonly<Record<string, unknown>>

/** Compiles an expression, as the library's parser has read it. */
export function generate(ast: Node, options: CompileOptions): Generated | NotCompiled {
  const deep = deeperThan(ast, deepest)
  if (deep !== undefined)
    return { because: `it is nested more than ${deepest} levels deep`, offset: deep.position }
  return written(ast, {
    known: new Map(options.known.map((one) => [one.name, one])),
    builtins: builtinNames,
    row: options.row,
    inside: options.inside === true,
    nulls: options.nulls,
    remember: options.remember ?? [],
  })
}

/** Levels of nodes; what is generated is nested as deep, and the machine reads it by functions that call themselves. */
const deepest = 300

function deeperThan(node: Node, levels: number): Node | undefined {
  if (levels === 0) return node
  for (const child of childrenOf(node)) {
    const found = deeperThan(child, levels - 1)
    if (found !== undefined) return found
  }
  return undefined
}

export type Evaluable = (bindings: Bindings) => (input: unknown) => unknown
export type Factory = (runtime: Runtime) => Evaluable
