import type { FunctionValue, Signature } from './builtin.ts'

/** A function of generated code: it takes its arguments by place, and may answer with a call that is still to be made. */
export interface Lambda {
  (...args: unknown[]): unknown
  /** Undefined: what is called is no lambda, but a function that the host bound, or one that was handed to another. */
  jsonata?: LambdaFacts
  /** Of a function that was handed to another: how many arguments the function itself takes. */
  arity?: number
  /** The same: how it was called last, as the last call of a function. */
  noted?: { readonly token: string | undefined; readonly position: number | undefined }
  /** The same: that function. */
  within?: Callable
}
interface LambdaFacts {
  readonly signature: Signature | undefined
  /** The context where it was made: of the call that it ends with, where a function of JSONata calls it as it is. */
  readonly input: unknown
  /** How and where it was called last. */
  token: string | undefined
  position: number | undefined
}

export type Callable = Lambda | FunctionValue

export function lambda(run: Lambda, signature?: Signature, input: unknown = null): Lambda {
  run.jsonata = { signature, input, token: undefined, position: undefined }
  return run
}

/** A call that a function ends with, for whoever called the function. */
export class TailCall {
  readonly callee: unknown
  readonly args: readonly unknown[]
  readonly position: number | undefined
  readonly token: string | undefined
  /** Its arguments could not be evaluated. */
  readonly thrown: unknown
  constructor(
    callee: unknown,
    args: readonly unknown[],
    position: number | undefined,
    token: string | undefined,
    thrown?: unknown,
  ) {
    this.callee = callee
    this.args = args
    this.position = position
    this.token = token
    this.thrown = thrown
  }
}

export const tail = (
  callee: unknown,
  args: readonly unknown[],
  position: number | undefined,
  token: string | undefined,
): TailCall => new TailCall(callee, args, position, token)

export const failedTail = (thrown: unknown): TailCall =>
  new TailCall(undefined, [], undefined, undefined, { thrown })
