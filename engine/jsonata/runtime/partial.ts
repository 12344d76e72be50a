import { FunctionValue } from './builtin.ts'
import { type Callable, type Lambda, lambda } from './lambda.ts'

/** What is missing in the arguments of a partial application. */
export const hole = Symbol('hole')

/** A function of the arguments that are still missing; `call` makes the call with all of them, and hears which were. */
export function partial(
  callee: Callable,
  args: readonly unknown[],
  call: (all: readonly unknown[], open: readonly number[]) => unknown,
): Lambda {
  const takes = callee instanceof FunctionValue ? (callee.parameters?.length ?? callee.arity) : callee.length
  const places = Array.from({ length: takes }, (_, at) => at)
  const open = places.filter((at) => args[at] === hole)
  const run: Lambda = (...given) =>
    call(
      places.map((at) => (args[at] === hole ? given[open.indexOf(at)] : args[at])),
      open,
    )
  Object.defineProperty(run, 'length', { value: open.length })
  return lambda(run)
}
