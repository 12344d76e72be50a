import { arityOf, type Context, FunctionValue, isFunction, type RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'
import type { Frame } from './frame.ts'
import { type Callable, type Lambda, lambda, TailCall } from './lambda.ts'

/** What calls may know beside their arguments. */
export interface Machine {
  readonly bounds: RuntimeBounds
  readonly now: () => number
  readonly chance: () => number
  /** Reads an expression whose variables are those of a frame. */
  readonly read?: (text: string, frame: Frame | undefined) => (input: unknown) => unknown
}

interface Thrown {
  position?: number | undefined
  token?: string | undefined
}

/** The operations that call functions. */
export function callsOf(machine: Machine) {
  const { bounds, now, chance, read } = machine

  function contextOf(input: unknown, frame: Frame | undefined): Context {
    return {
      input,
      bounds,
      now,
      chance,
      apply: (callee, args, given = null) => apply(callee, args, given, frame),
      ...(read === undefined ? {} : { read: (text: string) => read(text, frame) }),
    }
  }

  /** Calls once; `noted`: where it is called has been noted on what is called. */
  function once(
    callee: unknown,
    args: readonly unknown[],
    input: unknown,
    frame: Frame | undefined,
    noted: boolean,
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
      throw marked(thrown as Thrown, callee, noted)
    }
  }

  /** Calls, and then what the function ends with. */
  function apply(
    callee: unknown,
    args: readonly unknown[],
    input: unknown,
    frame: Frame | undefined,
    noted = false,
  ): unknown {
    let result = once(callee, args, input, frame, noted)
    while (result instanceof TailCall) {
      if (result.thrown !== undefined) throw (result.thrown as { thrown: unknown }).thrown
      note(result.callee, result.token, result.position)
      result = once(result.callee, result.args, input, frame, true)
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
      note(callee, token, position)
      bounds.enter(levels)
      try {
        const result = apply(callee, args, input, frame, true)
        bounds.leave(levels)
        return result
      } catch (thrown) {
        throw completed(thrown as Thrown, position, token)
      }
    },

    /** A function that is an argument: whoever is given it calls it without the context. */
    handed(value: unknown, frame: Frame | undefined): unknown {
      if (!isFunction(value) || (value as Lambda).arity !== undefined) return value
      const closure: Lambda = (...args) => apply(value, args, null, frame)
      closure.arity = arityOf(value)
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
      return partial(callee as Callable, args, (all) => once(callee, all, undefined, frame, true))
    },
    apply,
  }

  /** `first ~> second`: the function that does one after the other. */
  function chained(first: Callable, second: Callable): Lambda {
    return lambda((given) => {
      note(first, 'f', chain.first)
      try {
        const between = apply(first, [given], null, undefined, true)
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

/** What is missing in the arguments of a partial application. */
export const hole = Symbol('hole')

function partial(
  callee: Callable,
  args: readonly unknown[],
  call: (all: readonly unknown[]) => unknown,
): Lambda {
  const takes = callee instanceof FunctionValue ? (callee.parameters?.length ?? callee.arity) : callee.length
  const places = Array.from({ length: takes }, (_, at) => at)
  const open = places.filter((at) => args[at] === hole)
  const run: Lambda = (...given) =>
    call(places.map((at) => (args[at] === hole ? given[open.indexOf(at)] : args[at])))
  Object.defineProperty(run, 'length', { value: open.length })
  return lambda(run)
}

function note(callee: unknown, token: string | undefined, position: number | undefined): void {
  const facts = callee instanceof FunctionValue ? callee : (callee as Lambda | undefined)?.jsonata
  if (facts === undefined) return
  facts.token = token
  facts.position = position
}

/** What was thrown, with where the function was called last. */
function marked(thrown: Thrown, callee: unknown, noted: boolean): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  const facts = callee instanceof FunctionValue ? callee : (callee as Lambda | undefined)?.jsonata
  if (facts === undefined) return thrown
  if (noted || facts !== callee) {
    thrown.token ??= facts.token
    thrown.position = facts.position || thrown.position
  } else thrown.token ??= facts.token
  return thrown
}

function completed(thrown: Thrown, position: number | undefined, token: string | undefined): unknown {
  if (typeof thrown !== 'object' || thrown === null) return thrown
  if (!thrown.position) thrown.position = position
  if (!thrown.token) thrown.token = token
  return thrown
}
