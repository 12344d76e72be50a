import type { Node } from '../tree.ts'
import { memberOf } from './member.ts'
import { anyData, anyList, anyValue, type Made, may, only, types } from './types.ts'
import { kept, type Place, quoted, type Writing } from './writing.ts'

/** The names of a path that has nothing but names. */
export function namesOf(node: Node): readonly string[] | undefined {
  if (node.keepSingletonArray === true || node.group !== undefined) return undefined
  const steps = node.steps ?? []
  const plain = steps.every(
    (step) =>
      step.type === 'name' &&
      step.stages === undefined &&
      step.predicate === undefined &&
      step.keepArray !== true,
  )
  return plain ? steps.map(({ value }) => String(value)) : undefined
}

/**
 * `a.b.c`, settled. Objects are read where they stand, so that the machine learns each place on its own; lists and all else
 * are left to the runtime.
 */
export function names(w: Writing, keys: readonly string[], place: Place): Made {
  const { input } = place
  if (!may(input.type, types.object | anyList)) return { js: 'undefined', type: types.nothing }
  const data = input.data === true
  let made = input
  for (const [index, key] of keys.entries()) {
    const last = index === keys.length - 1
    const type =
      (index === 0 ? (input.members ?? (data ? anyData : anyValue)) : data ? anyData : anyValue) |
      types.nothing
    const owner = index === 0 ? made : kept(w, made, keys[index - 1])
    const other = `${w.use(last ? 'lastMembers' : 'members')}(${owner.js}, ${quoted(key)}, ${String(index > 0)})`
    const read = memberOf(owner.js, key)
    const direct = last && !data ? `${w.use('single')}(${read})` : read
    const test = index === 0 ? place.object() : `${w.use('isObject')}(${owner.js})`
    const sure = index === 0 && only(input.type, types.object)
    made = {
      js: sure ? direct : `(${test} ? ${direct} : ${other})`,
      type: sure ? type : last && data && index === 0 ? anyValue : anyValue,
      ...(data ? { data } : {}),
    }
  }
  return kept(w, made, keys.at(-1))
}
