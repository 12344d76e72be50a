import { builtinCall } from './calls.ts'
import type { Form, Kind, Write } from './kinds.ts'
import { deeper, type Scope } from './scope.ts'

export type Weighted = readonly (readonly [weight: number, form: Form])[]

/** One side of an operator, in brackets where they are needed; now and then without, where they might be. */
export function side(scope: Scope, kind: Kind, write: Write): string {
  const { text } = write(deeper(scope), kind)
  return /^[\w.$"\\]+$/.test(text) || scope.random.percent(5) ? text : `(${text})`
}

export const call =
  (kind: Kind): Form =>
  (scope, write) =>
    builtinCall(scope, kind, write)
