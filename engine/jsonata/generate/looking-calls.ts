import type { Call } from './fast-calls.ts'
import { type Made, only, types } from './types.ts'

/** Functions of numbers, and what each is for a number or a list of numbers. */
const ofNumbers: Readonly<Record<string, string>> = {
  sum: 'sumOf',
  max: 'maxOf',
  min: 'minOf',
  average: 'averageOf',
}

/**
 * A call of a function of JSONata that looks at its list itself. Where that is not as it should be it says nothing, and the
 * call is made as any other, by what `generic` writes. Undefined: it is no such function.
 */
export function lookingCall({ w, name, given, at, generic }: Call): Made | undefined {
  const [first, second, third] = given
  if (first === undefined || third !== undefined) return undefined
  if (second !== undefined) {
    if (name !== 'join' || !only(second.type, types.text)) return undefined
    const joined = `${w.use('textsJoined')}(${first.js}, ${second.js}, ${at}, bounds)`
    return { js: `(${joined} ?? ${generic()})`, type: types.text | types.nothing }
  }
  if (name === 'count') return { js: `${w.use('countOf')}(${first.js})`, type: types.number }
  const looks = Object.hasOwn(ofNumbers, name) ? ofNumbers[name] : undefined
  if (looks === undefined) return undefined
  return { js: `(${w.use(looks)}(${first.js}) ?? ${generic()})`, type: types.number | types.nothing }
}
