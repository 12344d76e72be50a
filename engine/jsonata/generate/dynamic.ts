import type { Scope } from './scope.ts'
import { anyValue, type Made } from './types.ts'
import { quoted, type Writing } from './writing.ts'

/** Variables in frames that are made while it is evaluated: `$eval` reads and binds them by names that nobody knows before. */
export function dynamicScope(w: Writing, frame: string): Scope {
  const inside = (js: string): string => {
    const made = w.out.fresh('frame')
    w.out.line(`const ${made} = ${js}`)
    return made
  }
  return {
    frame,
    read(name): Made {
      const js = w.out.fresh(name)
      w.out.line(`const ${js} = ${frame}.read(${quoted(name)})`)
      return { js, type: anyValue }
    },
    bind(name, value) {
      w.out.line(`${frame}.bind(${quoted(name)}, ${value.js})`)
    },
    resolve: () => undefined,
    block: () => dynamicScope(w, inside(`${frame}.inner()`)),
    lambda(parameters) {
      const inner = inside(`${frame}.inner()`)
      for (const { name, js } of parameters) w.out.line(`${inner}.bind(${quoted(name)}, ${js})`)
      return dynamicScope(w, inner)
    },
    tuple: (js) => dynamicScope(w, inside(`${frame}.inner(${js})`)),
  }
}
