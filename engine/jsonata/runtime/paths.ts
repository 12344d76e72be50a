import type { RuntimeBounds } from './builtin.ts'
import {
  createSequence,
  flattened,
  flattenedLast,
  isSequence,
  listOf,
  type Sequence,
  sequenceOf,
  settled,
  single,
  singleton,
} from './sequence.ts'
import { isObject, lookup } from './values.ts'

/** What a name gives of something that may be a list, for the next step. `opened`: lists are items of a step before. */
export function members(value: unknown, key: string, opened: boolean): unknown {
  if (!Array.isArray(value) || (opened && (value as Sequence).cons === true)) return lookup(value, key)
  return flattened(membersIn(value, key))
}

/** The same of the last name, settled. */
export function lastMembers(value: unknown, key: string, opened: boolean): unknown {
  if (!Array.isArray(value) || (opened && (value as Sequence).cons === true))
    return single(settled(lookup(value, key)))
  return settled(flattenedLast(membersIn(value, key)))
}

/** `%.%.name`, step by step: the last of the parents once for each way to it. */
export function parentNames(context: unknown, parents: readonly unknown[], keys: readonly string[]): unknown {
  let list: readonly unknown[] = listOf(context)
  for (const parent of parents) list = flattened(parent === undefined ? [] : list.map(() => parent))
  for (const key of keys.slice(0, -1)) list = flattened(membersIn(list, key))
  return settled(flattenedLast(membersIn(list, keys.at(-1) ?? '')))
}

/** A member of data, settled. */
export const settledMember = (value: unknown, key: string): unknown => settled(lookup(value, key))

function membersIn(list: readonly unknown[], key: string): unknown[] {
  const results: unknown[] = []
  for (const item of list) {
    const member = settled(lookup(item, key))
    if (member !== undefined) results.push(member)
  }
  return results
}

/** The context as `$` says it. */
export const unwrapped = (value: unknown): unknown =>
  Array.isArray(value) && (value as Sequence).outerWrapper === true ? (value[0] as unknown) : value

/** The input of a whole expression: a list is one item. */
export function entry(input: unknown): unknown {
  if (!Array.isArray(input) || isSequence(input)) return input
  const wrapper = singleton(input)
  wrapper.outerWrapper = true
  return wrapper
}

/** `[]` somewhere in a path: what it gives stays a list. */
export function keptList(list: unknown): unknown {
  if (!Array.isArray(list)) return list
  const marked: Sequence = list
  const made = marked.cons === true && marked.sequence !== true ? singleton(marked) : marked
  // A list of the input stays as it is.
  if (made.sequence === true) made.keepSingleton = true
  return made
}

/** `*`: what all members hold, lists opened. */
export function wildcard(input: unknown): Sequence {
  const value = unwrappedFull(input)
  const found: unknown[] = []
  if (!Array.isArray(value) && !isObject(value)) return sequenceOf(found)
  let lists = false
  for (const member of Object.values(value) as unknown[]) {
    if (!Array.isArray(member)) found.push(member)
    else {
      lists = true
      for (const item of member.flat(Number.POSITIVE_INFINITY)) found.push(item)
    }
  }
  // A list that another was joined to is no sequence any more.
  return lists ? found : sequenceOf(found)
}

const unwrappedFull = (value: unknown): unknown =>
  Array.isArray(value) && (value as Sequence).outerWrapper === true && value.length > 0 ? value[0] : value

/** `**`: the value, and what it holds at any depth. */
export function descendants(input: unknown): unknown {
  if (input === undefined) return undefined
  const found = createSequence()
  descend(input, found)
  return found.length === 1 ? found[0] : found
}

function descend(value: unknown, found: Sequence): void {
  if (Array.isArray(value)) for (const item of value) descend(item, found)
  else {
    found.push(value)
    if (isObject(value)) for (const key of Object.keys(value)) descend(value[key], found)
  }
}

/** Adds what a list holds, or a single item. */
export function open(list: unknown[], value: unknown, bounds: RuntimeBounds): void {
  if (!Array.isArray(value)) list.push(value)
  else for (const item of value) list.push(item)
  bounds.list(list.length)
}

/** Marks the list of an array constructor at either end of a path, which is not opened. */
export function whole(list: unknown[]): void {
  Object.defineProperty(list, 'cons', { enumerable: false, configurable: false, value: true })
}
