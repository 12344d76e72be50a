import type { Node } from '../tree.ts'
import { entire } from './entire.ts'
import { objectTest } from './items.ts'
import { memberOf, readOf, sieved } from './member.ts'
import { anyData, anyList, anyValue, type Made, may, only, originOf, types } from './types.ts'
import { kept, type Place, quoted, type Writing } from './writing.ts'

/** The names of a path that has nothing but names, behind a variable if it begins with one. */
export interface Names {
  readonly variable: Node | undefined
  readonly keys: readonly string[]
}

export function namesOf(node: Node): Names | undefined {
  if (node.keepSingletonArray === true || node.group !== undefined) return undefined
  const [first, ...rest] = node.steps ?? []
  const variable = first?.type === 'variable' && isBare(first) ? first : undefined
  const named = variable === undefined ? (node.steps ?? []) : rest
  const plain = named.length > 0 && named.every((step) => step.type === 'name' && isBare(step))
  return plain ? { variable, keys: named.map(({ value }) => String(value)) } : undefined
}

export const isBare = ({ stages, predicate, group, keepArray }: Node): boolean =>
  stages === undefined && predicate === undefined && group === undefined && keepArray !== true

/**
 * `a.b.c`, settled. Objects are read where they stand, so that the machine learns each place on its own; lists and all else
 * are left to the runtime.
 */
export function names(w: Writing, { variable, keys }: Names, place: Place): Made {
  return namesFrom(w, variable === undefined ? undefined : kept(w, w.value(variable, place)), keys, place)
}

/** Names of a value that a step before gave; of the context, without one. */
export function namesFrom(w: Writing, base: Made | undefined, keys: readonly string[], place: Place): Made {
  let made = base ?? place.input
  for (const [index, key] of keys.entries()) {
    if (!may(made.type, types.object | anyList)) return { js: 'undefined', type: types.nothing }
    const step: Step = {
      key,
      last: index === keys.length - 1,
      opened: base !== undefined || index > 0,
      test: made === place.input ? place.object() : undefined,
    }
    const owner = made
    made = kept(w, read(w, owner, step), key)
  }
  if (made.data !== true) return made
  return { ...(keys.length === 0 ? made : entire(w, made, 'leaf')), settled: true }
}

/** What comes from outside stays as it is. */
const sameOf = ({ data }: Made, js: string): { readonly same?: string } => (data === true ? { same: js } : {})

interface Step {
  readonly key: string
  readonly last: boolean
  /** A list is what a step before gave. */
  readonly opened: boolean
  /** What says whether it is an object, if that has a name. */
  readonly test: string | undefined
}

function read(w: Writing, owner: Made, { key, last, opened, test }: Step): Made {
  const data = owner.data === true
  const type = (owner.members ?? (data ? anyData : anyValue)) | types.nothing
  // Where it ends, null is made nothing in one look with what is handed on whole.
  const member = last ? memberOf(owner.js, key) : readOf(owner, key)
  const direct = last && !data ? `${w.use('single')}(${member})` : member
  const flags = originOf(owner)
  if (only(owner.type, types.object)) return { js: direct, type, ...flags, ...sameOf(owner, direct) }
  const members = `${w.use(last ? 'lastMembers' : 'members')}(${owner.js}, ${quoted(key)}, ${String(opened)})`
  const other = sieved(w, owner, members)
  const isObject =
    test ?? (owner.data === true ? w.out.known(objectTest(w, owner)) : undefined) ?? objectTest(w, owner)
  const js = `${isObject} ? ${direct} : ${other}`
  const all = data ? anyData | types.nothing | types.sequence : anyValue
  return { js, type: type | all, ...flags, ...sameOf(owner, js) }
}
