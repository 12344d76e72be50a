import type { Context } from '../builtin.ts'

/** $millis: when the evaluation began. */
export function millis(this: Context): number {
  return this.now()
}
