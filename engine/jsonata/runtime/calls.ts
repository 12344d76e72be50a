import {
  arityOf,
  type Context,
  FunctionValue,
  isFunction,
  type RuntimeBounds,
  type Signature,
} from './builtin.ts'
import { fail } from './fault.ts'
import type { Frame } from './frame.ts'
import { type Callable, type Lambda, lambda, TailCall } from './lambda.ts'
import { completed, marked, note, type Site, type Thrown } from './notes.ts'
import { partial } from './partial.ts'

/** What calls may know beside their arguments. */
export interface Machine {
  readonly bounds: RuntimeBounds
  readonly now: () => number
  readonly chance: () => number
  /** Reads an expression whose variables are those of a frame. */
  readonly read?: (text: string, frame: Frame | undefined) => (input: unknown) => unknown
}

/** The operations that call functions. */
export function callsOf(machine: Machine) {
  const { bounds, now, chance, read } = machine

  /** What a function of JSONata may ask. */
  class Asked implements Context {
    readonly input: unknown
    readonly frame: Frame | undefined
    readonly bounds = bounds
    readonly now = now
    readonly chance = chance
    constructor(input: unknown, frame: Frame | undefined) {
      this.input = input
      this.frame = frame
    }
    apply(callee: unknown, args: readonly unknown[], given?: unknown): unknown {
      // What was handed on would only call what it stands for.
      const within = this.frame === undefined ? (callee as Lambda | undefined)?.within : undefined
      const input = given === undefined ? ((callee as Lambda | undefined)?.jsonata?.input ?? null) : given
      return apply(within ?? callee, args, input, this.frame)
    }
    get read(): Context['read'] {
      const { frame } = this
      return read === undefined ? undefined : (text) => read(text, frame)
    }
  }
  const contextOf = (input: unknown, frame: Frame | undefined): Context => new Asked(input, frame)

  /** Calls once. `site`: where, if it is called by its name. */
  function once(
    callee: unknown,
    args: readonly unknown[],
    input: unknown,
    frame: Frame | undefined,
    site: Site | undefined,
  ): unknown {
    try {
      if (callee instanceof FunctionValue) {
        for (const one of args) if (Array.isArray(one)) bounds.pass(one.length)
        const given = callee.signature === undefined ? args : callee.signature.validate(args, input)
        return callee.run.apply(contextOf(input, frame), given as never[])
      }
      if (typeof callee !== 'function') return fail('T1006')
      const { jsonata } = callee as Lambda
      if (jsonata === undefined) return (callee as Lambda).apply(input, args as unknown[])
      bounds.step()
      const given = jsonata.signature === undefined ? args : jsonata.signature.validate(args, input)
      return (callee as Lambda)(...given)
    } catch (thrown) {
      throw marked(thrown as Thrown, callee, site)
    }
  }

  /** Calls as partial application does: arguments are taken as they are, and failures are noted further out. */
  function bare(
    callee: Callable,
    args: readonly unknown[],
    open: readonly number[],
    frame: Frame | undefined,
  ) {
    if (!(callee instanceof FunctionValue)) return callee(...args)
    const context = contextOf(undefined, frame)
    const { unchecked, signature, run } = callee
    if (fits(signature, args)) return run.apply(context, args as never[])
    // Functions that are given in a call are handed on as functions without a length.
    const seen = args.map((one, at) =>
      textless(one instanceof FunctionValue && open.includes(at) ? closureOf(one, frame) : one),
    )
    return (unchecked ?? run).apply(context, seen as never[])
  }

  function closureOf(value: Callable, frame: Frame | undefined): Lambda {
    const closure: Lambda = (...args) => apply(value, args, null, frame)
    closure.arity = arityOf(value)
    closure.within = value
    return closure
  }

  /** Calls, and then what the function ends with. */
  function apply(
    callee: unknown,
    args: readonly unknown[],
    input: unknown,
    frame: Frame | undefined,
    site?: Site,
  ): unknown {
    const result = once(callee, args, input, frame, site)
    return result instanceof TailCall ? finished(result, input, frame) : result
  }

  /** Makes the call that a function ended with, and all that follow of it. */
  function finished(last: TailCall, input: unknown, frame: Frame | undefined): unknown {
    let result: unknown = last
    while (result instanceof TailCall) {
      if (result.thrown !== undefined) throw (result.thrown as { thrown: unknown }).thrown
      note(result.callee, result)
      result = once(result.callee, result.args, input, frame, result)
    }
    return result
  }

  return {
    /** `callee(…args)`, called under the name `token` by an expression at `position`, `levels` deep in its function. */
    call(
      callee: unknown,
      args: readonly unknown[],
      input: unknown,
      position: number | undefined,
      token: string | undefined,
      levels: number,
      frame: Frame | undefined,
    ): unknown {
      const site = { position, token }
      note(callee, site)
      bounds.enter(levels)
      // Functions that call themselves fill the stack: nothing stands between them that need not.
      let direct = isBareLambda(callee)
      try {
        if (direct) bounds.step()
        let result = direct ? (callee as Lambda)(...args) : once(callee, args, input, frame, site)
        direct = false
        if (result instanceof TailCall) result = finished(result, input, frame)
        bounds.leave(levels)
        return result
      } catch (thrown) {
        if (direct) marked(thrown as Thrown, callee, site)
        throw completed(thrown as Thrown, position, token)
      }
    },

    /** A function that is an argument: whoever is given it calls it without the context. */
    handed(value: unknown, frame: Frame | undefined): unknown {
      if (!isFunction(value) || (value as Lambda).arity !== undefined) return value
      return closureOf(value as Callable, frame)
    },

    /** `left ~> callee` */
    applied(
      callee: unknown,
      left: unknown,
      position: number | undefined,
      levels: number,
      frame: Frame | undefined,
    ): unknown {
      if (!isFunction(callee)) fail('T2006', { position, value: callee })
      if (isFunction(left)) return chained(left as Callable, callee as Callable)
      bounds.enter(levels)
      const result = apply(callee, [left], null, frame)
      bounds.leave(levels)
      return result
    },

    /** A function of the arguments that are still missing. */
    partially(
      callee: unknown,
      args: readonly unknown[],
      position: number | undefined,
      token: string | undefined,
      frame: Frame | undefined,
    ): unknown {
      if (!isFunction(callee)) fail('T1008', { position, token })
      return partial(callee as Callable, args, (all, open) => bare(callee as Callable, all, open, frame))
    },
    apply,

    /** What a function that stands in a loop gave, with the call that it ended with. */
    ended: (value: unknown): unknown =>
      value instanceof TailCall ? finished(value, null, undefined) : value,
  }

  /** `first ~> second`: the function that does one after the other. */
  function chained(first: Callable, second: Callable): Lambda {
    return lambda((given) => {
      const site = { position: chain.first, token: 'f' }
      note(first, site)
      try {
        const between = apply(first, [given], null, undefined, site)
        return new TailCall(second, [between], chain.second, 'g')
      } catch (thrown) {
        const failed = completed(thrown as Thrown, chain.first, 'f')
        return new TailCall(undefined, [], undefined, undefined, { thrown: failed })
      }
    })
  }
}

/** Whether the arguments are such as a checked call would be given. */
function fits(signature: Signature | undefined, args: readonly unknown[]): boolean {
  if (signature === undefined) return true
  try {
    const taken = signature.validate(args, undefined)
    return args.every((one, at) => Object.is(one, taken[at]))
  } catch {
    return false
  }
}

/** Functions have no text: what JavaScript has for one stands nowhere. */
function textless(value: unknown): unknown {
  if (Array.isArray(value)) for (const item of value) textless(item)
  if (typeof value === 'function' && !Object.hasOwn(value, 'toString')) {
    Object.defineProperty(value, 'toString', { value: () => '' })
  }
  return value
}

/** Where the library's own expression for `~>` calls its functions. */
const chain = { first: 39, second: 35 }

/** A function of the expression that asks nothing of its arguments. */
const isBareLambda = (callee: unknown): boolean =>
  typeof callee === 'function' &&
  (callee as Lambda).jsonata !== undefined &&
  (callee as Lambda).jsonata?.signature === undefined
