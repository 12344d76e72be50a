import jsonata from 'jsonata'
import { type Bindings, generate } from './compile.ts'
import { instantiate } from './instantiate.ts'
import { worded } from './messages.ts'
import type { Frame } from './runtime/frame.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { Node } from './tree.ts'

/** `$eval`: an expression that is a text until another is evaluated. Needs the parser, so a bundle has it not. */
export function readAtRunTime(
  runtime: Runtime,
  text: string,
  frame: Frame | undefined,
): (input: unknown) => unknown {
  const ast = jsonata(text).ast() as unknown as Node
  const generated = generate(ast, { known: [], inside: true })
  if ('because' in generated) throw new TypeError(generated.because)
  const evaluate = instantiate(generated, runtime)(frame as unknown as Bindings)
  return (input) => {
    try {
      return evaluate(input)
    } catch (thrown) {
      throw worded(thrown)
    }
  }
}
