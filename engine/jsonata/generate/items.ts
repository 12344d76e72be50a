import { anyData, anyValue, type Made, only, originOf, types } from './types.ts'
import type { Place, Writing } from './writing.ts'

/** The place where the context is this value, under a name. */
export function contextOf(w: Writing, input: Made, place: Omit<Place, 'input' | 'object'>): Place {
  if (only(input.type, types.object)) return { ...place, input, object: () => 'true' }
  const test = objectTest(w, input)
  const known = input.data === true ? w.out.known(test) : undefined
  if (known !== undefined) return { ...place, input, object: () => known }
  const js = w.out.fresh('object')
  const needed = w.out.reserve(`const ${js} = ${test}`)
  if (input.data === true) w.out.know(test, js, needed)
  return {
    ...place,
    input,
    object() {
      needed()
      return js
    },
  }
}

/** JavaScript that says whether a value is an object. What comes from outside is no function. */
export function objectTest(w: Writing, { js, data }: Made): string {
  if (data !== true) return `${w.use('isObject')}(${js})`
  return `typeof ${js} === "object" && ${js} !== null && !Array.isArray(${js})`
}

/** A loop over a list under a name: counted, so that it is as fast whatever lists came before. */
export function overEach(w: Writing, list: string, inside: (item: string) => void): void {
  const [item, at] = [w.out.fresh('item'), w.out.fresh('at')]
  w.out.line(`bounds.steps(${list}.length)`)
  w.out.block(`for (let ${at} = 0; ${at} < ${list}.length; ${at} += 1)`, () => {
    w.out.line(`const ${item} = ${list}[${at}]`)
    inside(item)
  })
}

/** A value as the list of what a step hands on. Most are lists; of data none is one item. */
export function listed(w: Writing, how: 'listOf' | 'itemsOf' | 'tupleItems', { js, data }: Made): string {
  const call = `${w.use(how)}(${js})`
  return how === 'itemsOf' && data !== true ? call : `Array.isArray(${js}) ? ${js} : ${call}`
}

/** A loop over the items of a list. */
export function eachOf(
  w: Writing,
  list: Made,
  place: Place,
  inside: (place: Place, item: string) => void,
): void {
  overEach(w, list.js, (item) => {
    inside(contextOf(w, itemMade(list, item), { ...place, straight: false }), item)
  })
}

const itemMade = (list: Made, js: string): Made => ({
  js,
  type: list.data === true ? anyData | types.nothing : anyValue,
  ...originOf(list),
})
