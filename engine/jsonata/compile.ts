import { builtinNames } from './builtin-names.ts'
import { written } from './generate/entry.ts'
import type { CompileOptions, Generated, NotCompiled } from './generated.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { Node } from './tree.ts'

export type { CompileOptions, Generated, Known, NotCompiled } from './generated.ts'

/** Values by name, without `$`. */
export type Bindings = Readonly<Record<string, unknown>>

/** Compiles an expression, as the library's parser has read it. */
export function generate(ast: Node, options: CompileOptions): Generated | NotCompiled {
  return written(ast, {
    known: new Map(options.known.map((one) => [one.name, one])),
    builtins: builtinNames,
    row: options.row,
    inside: options.inside === true,
  })
}

export type Evaluable = (bindings: Bindings) => (input: unknown) => unknown
export type Factory = (runtime: Runtime) => Evaluable
