import { anyData, anyValue, type Made, only, types } from './types.ts'
import type { Place, Writing } from './writing.ts'

/** The place where the context is this value, under a name. */
export function contextOf(w: Writing, input: Made, place: Omit<Place, 'input' | 'object'>): Place {
  if (only(input.type, types.object)) return { ...place, input, object: () => 'true' }
  const js = w.out.fresh('object')
  const needed = w.out.reserve(`const ${js} = ${w.use('isObject')}(${input.js})`)
  return {
    ...place,
    input,
    object() {
      needed()
      return js
    },
  }
}

/** A loop over the items of a list. */
export function eachOf(
  w: Writing,
  list: Made,
  place: Place,
  inside: (place: Place, item: string) => void,
): void {
  const item = w.out.fresh('item')
  w.out.line(`bounds.steps(${list.js}.length)`)
  w.out.block(`for (const ${item} of ${list.js})`, () => {
    inside(contextOf(w, itemMade(list, item), { ...place, straight: false }), item)
  })
}

const itemMade = (list: Made, js: string): Made => ({
  js,
  type: list.data === true ? anyData | types.nothing : anyValue,
  ...(list.data === true ? { data: true } : {}),
})
