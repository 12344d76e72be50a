import jsonata from 'jsonata'
import { generate } from '../../../engine/jsonata/compile.ts'
import { instantiate } from '../../../engine/jsonata/instantiate.ts'
import { builtins } from '../../../engine/jsonata/runtime/builtins.ts'
import { createRuntime } from '../../../engine/jsonata/runtime/runtime.ts'
import type { Node } from '../../../engine/jsonata/tree.ts'
import { compileExpression } from '../../../engine/map/expression.ts'
import { regexEngine } from '../../../engine/map/regexes.ts'

/** A mapping as a feed has it: with its bounds, and what is looked at before a row is given to its code. */
export function engineExpression(text: string): (value: unknown) => unknown {
  const source = { text, lookups: {}, parameters: {}, timezone: 'America/New_York', milliseconds: 60_000 }
  const expression = compileExpression(source, {
    position: () => undefined,
    report(error) {
      throw error
    },
  })
  if (expression === undefined) throw new Error('a mapping of the bench has a mistake')
  if ('because' in expression.code) throw new Error(`it is not compiled: ${expression.code.because}`)
  return expression.over({}) as (value: unknown) => unknown
}

/** The code alone that is made of a mapping, with the regular expressions that mappings have. */
export function compiledCode(text: string, isRow: boolean): (value: unknown) => unknown {
  const options = { RegexEngine: regexEngine } as unknown as jsonata.JsonataOptions
  const ast = jsonata(text, options).ast() as unknown as Node
  const generated = generate(ast, { known: [], ...(isRow ? { row: 'texts' as const } : {}) })
  if ('because' in generated) throw new Error(`a reference mapping is not compiled: ${generated.because}`)
  return instantiate(generated, createRuntime({ builtins, regexEngine, now: () => 0 }))({})
}
