import type { FunctionValue } from './builtin.ts'
import { libraryBuiltins, now } from './functions/from-library.ts'
import { ownBuiltins } from './own-builtins.ts'

/** The functions of JSONata by name, without `$`. */
export const builtins: ReadonlyMap<string, FunctionValue> = new Map([
  ...ownBuiltins,
  ...[...libraryBuiltins, now].map((builtin) => [builtin.name, builtin] as const),
])
