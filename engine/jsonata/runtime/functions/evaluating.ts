import type { Context } from '../builtin.ts'
import { fail } from '../fault.ts'
import { createSequence, isSequence } from '../sequence.ts'

/** $eval. Throws D3120 for what can not be read and D3121 for what fails. */
export function evaluate(this: Context, text: string | undefined, focus?: unknown): unknown {
  if (text === undefined) return undefined
  const { read, input } = this
  if (read === undefined)
    throw new TypeError('Nothing is given that reads expressions while one is evaluated')
  const evaluable = attempt('D3120', () => read(text))
  return attempt('D3121', () => evaluable(focus === undefined ? input : asInput(focus)))
}

/** A list that is the whole input is one item. */
function asInput(focus: unknown): unknown {
  if (!Array.isArray(focus) || isSequence(focus)) return focus
  const whole = createSequence(focus)
  whole.outerWrapper = true
  return whole
}

function attempt<T>(code: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    return fail(code, { value: (error as { message?: unknown }).message, error })
  }
}
