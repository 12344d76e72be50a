import jsonata from 'jsonata'
import { generate } from '../../../engine/jsonata/compile.ts'
import { instantiate } from '../../../engine/jsonata/instantiate.ts'
import { builtins } from '../../../engine/jsonata/runtime/builtins.ts'
import { createRuntime } from '../../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../../engine/jsonata/tree.ts'
import { regexEngine } from '../../../engine/map/regexes.ts'

/** A mapping as the engine evaluates it: compiled, with the regular expressions that a mapping has. */
export function engineExpression(text: string, isRow: boolean): (value: unknown) => unknown {
  const options = { RegexEngine: regexEngine } as unknown as jsonata.JsonataOptions
  const ast = jsonata(text, options).ast() as unknown as Node
  const generated = generate(ast, { known: [], ...(isRow ? { row: 'texts' as const } : {}) })
  if ('because' in generated) throw new Error(`a reference mapping is not compiled: ${generated.because}`)
  return instantiate(generated, createRuntime({ builtins, regexEngine, now: () => 0 }))({})
}
