import { anyList, type Made, may, types } from './types.ts'
import { kept, type Writing } from './writing.ts'

/** A value that is handed on as a whole: nothing in it is null. `leaf`: a member as it was read, nothing where it is null. */
export function entire(w: Writing, value: Made, how: 'entire' | 'leaf' = 'entire'): Made {
  if (value.raw !== true) return value
  const { raw: _, ...made } = kept(w, value)
  if (!may(made.type, types.object | types.null | anyList)) return made
  const asked = `${how} ${made.js}`
  const before = w.out.known(asked)
  if (before !== undefined) return { ...made, js: before }
  const js = w.out.fresh()
  w.out.line(`const ${js} = typeof ${made.js} === "object" ? ${w.use(how)}(${made.js}) : ${made.js}`)
  w.out.know(asked, js)
  return { ...made, js }
}
