import type { Evaluable, Factory, Generated } from './compile.ts'
import type { Runtime } from './runtime/runtime.ts'

/** Makes a function of generated code, in memory. The only place that does: a bundle has the code in its text. */
export function instantiate({ code }: Pick<Generated, 'code'>, runtime: Runtime): Evaluable {
  // oxlint-disable-next-line no-implied-eval, no-new-func
  const factory = new Function(`"use strict"; return ${code}`)() as Factory
  return factory(runtime)
}
