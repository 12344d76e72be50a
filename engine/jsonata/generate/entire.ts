import { anyList, type Made, may, types } from './types.ts'
import { kept, type Writing } from './writing.ts'

/** A value that is handed on as a whole: nothing in it is null. */
export function entire(w: Writing, value: Made): Made {
  if (value.raw !== true) return value
  const { raw: _, ...made } = kept(w, value)
  const asked = `entire ${made.js}`
  if (!may(made.type, types.object | anyList) || w.out.known(asked) !== undefined) return made
  w.out.know(asked, made.js)
  w.out.line(`if (typeof ${made.js} === "object") ${w.use('entire')}(${made.js})`)
  return made
}
