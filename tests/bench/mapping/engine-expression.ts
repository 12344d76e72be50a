import { instantiate } from '../../../engine/jsonata/instantiate.ts'
import { builtins } from '../../../engine/jsonata/runtime/builtins.ts'
import { createRuntime } from '../../../engine/jsonata/runtime/runtime.ts'
import { compileExpression } from '../../../engine/map/expression.ts'
import { regexEngine } from '../../../engine/map/regexes.ts'

type Evaluate = (value: unknown) => unknown

/** A mapping as a feed has it: with its bounds, and what is looked at before a row is given to its code. */
export const engineExpression = (text: string): Evaluate => compiled(text).expression.over({}) as Evaluate

/** The code alone that the engine makes of a mapping, letter for letter, with the regular expressions that mappings have. */
export const compiledCode = (text: string): Evaluate =>
  instantiate(compiled(text).code, createRuntime({ builtins, regexEngine, now: () => 0 }))({})

function compiled(text: string) {
  const source = { text, lookups: {}, parameters: {}, timezone: 'America/New_York', milliseconds: 60_000 }
  const expression = compileExpression(source, {
    position: () => undefined,
    report(error) {
      throw error
    },
  })
  if (expression === undefined) throw new Error('a mapping of the bench has a mistake')
  const { code } = expression
  if ('because' in code) throw new Error(`it is not compiled: ${code.because}`)
  return { code, expression }
}
