import { arityOf, type Context, FunctionValue, isFunction, type RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'
import type { Frame } from './frame.ts'
import { type Callable, type Lambda, lambda, TailCall } from './lambda.ts'
import { partial } from './partial.ts'

/** What calls may know beside their arguments. */
export interface Machine {
  readonly bounds: RuntimeBounds
  readonly now: () => number
  readonly chance: () => number
  /** Reads an expression whose variables are those of a frame. */
  readonly read?: (text: string, frame: Frame | undefined) => (input: unknown) => unknown
}

/** A place in an expression that calls by name. */
interface Site {
  readonly position: number | undefined
  readonly token: string | undefined
}
interface Thrown {
  position?: number | undefined
  token?: string | undefined
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
    apply(callee: unknown, args: readonly unknown[], given: unknown = null): unknown {
      // What was handed on would only call what it stands for.
      const within = this.frame === undefined ? (callee as Lambda | undefined)?.within : undefined
      return apply(within ?? callee, args, given, this.frame)
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
  const bare = (callee: Callable, args: readonly unknown[], frame: Frame | undefined): unknown =>
    callee instanceof FunctionValue
      ? callee.run.apply(contextOf(undefined, frame), args as never[])
      : callee(...args)

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
      const closure: Lambda = (...args) => apply(value, args, null, frame)
      closure.arity = arityOf(value)
      closure.within = value as Callable
      return closure
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
      return partial(callee as Callable, args, (all) => bare(callee as Callable, all, frame))
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

/** Where the library's own expression for `~>` calls its functions. */
const chain = { first: 39, second: 35 }

/** A function of the expression that asks nothing of its arguments. */
const isBareLambda = (callee: unknown): boolean =>
  typeof callee === 'function' &&
  (callee as Lambda).jsonata !== undefined &&
  (callee as Lambda).jsonata?.signature === undefined

/** A lambda remembers where it was called last, by whomever; a function of JSONata is called in many expressions. */
function note(callee: unknown, site: Site): void {
  const { token, position } = site
  const facts = (callee as Lambda | undefined | null)?.jsonata
  if (facts === undefined) {
    const handed = typeof callee === 'function' && (callee as Lambda).arity !== undefined
    if (handed && site instanceof TailCall) (callee as Lambda).noted = { token, position }
    return
  }
  facts.token = token
  facts.position = position
}

/** What was thrown, with where the function was called. */
function marked(thrown: Thrown, callee: unknown, site: Site | undefined): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  const builtin = callee instanceof FunctionValue
  const own = (callee as Lambda | undefined | null)?.jsonata
  // A last call is noted on whatever function it calls.
  const last = typeof callee === 'function' && own === undefined && site instanceof TailCall
  const facts = builtin ? site : last ? ((callee as Lambda).noted ?? site) : own
  // A last call is made under a name only where a variable is called.
  const unnamed = site === undefined || (site instanceof TailCall && site.token === undefined)
  const token = builtin && unnamed && callee.name !== '' ? callee.name : facts?.token
  if (token !== undefined && thrown.token === undefined) thrown.token = token
  if (facts?.position) thrown.position = facts.position
  return thrown
}

/** What a function of the host threw, with where it was called. */
export function called(thrown: Thrown, position: number, token: string): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  thrown.token ??= token
  thrown.position = position
  return thrown
}

function completed(thrown: Thrown, position: number | undefined, token: string | undefined): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  if (!thrown.position) thrown.position = position
  if (!thrown.token) thrown.token = token
  return thrown
}
