import type { FunctionValue } from './builtin.ts'

/** The functions of JSONata by name, without `$`. */
export const builtins: ReadonlyMap<string, FunctionValue> = new Map()
