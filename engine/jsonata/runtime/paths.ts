import type { RuntimeBounds } from './builtin.ts'
import {
  createSequence,
  flattened,
  isSequence,
  listOf,
  type Sequence,
  sequenceOf,
  settled,
  single,
  singleton,
} from './sequence.ts'
import { isObject, lookup, own } from './values.ts'

/** What a name gives of something that may be a list, for the next step. `opened`: lists are items of a step before. */
export function members(value: unknown, key: string, opened: boolean, bounds: RuntimeBounds): unknown {
  if (!Array.isArray(value) || (opened && (value as Sequence).cons === true))
    return lookup(value, key, bounds)
  return gathered(value, key, false, bounds)
}

/** The same of the last name, settled. */
export function lastMembers(value: unknown, key: string, opened: boolean, bounds: RuntimeBounds): unknown {
  if (!Array.isArray(value) || (opened && (value as Sequence).cons === true))
    return single(settled(lookup(value, key, bounds)))
  return settled(gathered(value, key, true, bounds))
}

/** `%.%.name`, step by step: the last of the parents once for each way to it. */
export function parentNames(
  context: unknown,
  parents: readonly unknown[],
  keys: readonly string[],
  bounds: RuntimeBounds,
): unknown {
  let list: readonly unknown[] = listOf(context)
  for (const parent of parents) list = flattened(parent === undefined ? [] : list.map(() => parent))
  for (const key of keys.slice(0, -1)) list = gathered(list, key, false, bounds)
  return settled(gathered(list, keys.at(-1) ?? '', true, bounds))
}

/** A member of data, settled. */
export const settledMember = (value: unknown, key: string, bounds: RuntimeBounds): unknown =>
  settled(lookup(value, key, bounds))

/** What the items have under a key, lists opened once. `last`: but a single list stays as it is. */
function gathered(list: readonly unknown[], key: string, last: boolean, bounds: RuntimeBounds): unknown[] {
  const made: unknown[] = []
  let alone: unknown
  let count = 0
  for (let at = 0; at < list.length; at += 1) {
    const member = settled(lookup(list[at], key, bounds))
    if (member === undefined) continue
    count += 1
    if (count === 1) alone = member
    addTo(made, member)
  }
  return last && count === 1 && isBareList(alone) ? alone : sequenceOf(made)
}

function addTo(made: unknown[], member: unknown): void {
  if (!Array.isArray(member) || (member as Sequence).cons === true) made.push(member)
  else for (let at = 0; at < member.length; at += 1) made.push(member[at])
}

const isBareList = (value: unknown): value is unknown[] => Array.isArray(value) && !isSequence(value)

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
export function wildcard(input: unknown, bounds: RuntimeBounds): Sequence {
  const value = unwrappedFull(input)
  const found: unknown[] = []
  if (!Array.isArray(value) && !isObject(value)) return sequenceOf(found)
  let lists = false
  // A list has its marks as members, too.
  const held: readonly unknown[] = Object.values(value)
  for (let at = 0; at < held.length; at += 1) {
    const member = held[at]
    if (!Array.isArray(member)) found.push(member)
    else {
      lists = true
      flatten(member, found, bounds)
    }
  }
  // A list that another was joined to is no sequence any more.
  return lists ? found : sequenceOf(found)
}

/** Adds the items of a list, and of lists in it. */
function flatten(list: readonly unknown[], found: unknown[], bounds: RuntimeBounds): void {
  bounds.pass(list.length)
  for (const item of list) {
    if (Array.isArray(item)) flatten(item, found, bounds)
    else found.push(item)
  }
}

const unwrappedFull = (value: unknown): unknown =>
  Array.isArray(value) && (value as Sequence).outerWrapper === true && value.length > 0 ? value[0] : value

/** `**`: the value, and what it holds at any depth. */
export function descendants(input: unknown, bounds: RuntimeBounds): unknown {
  if (input === undefined) return undefined
  const found = createSequence()
  descend(input, found, bounds)
  bounds.list(found.length)
  return found.length === 1 ? found[0] : found
}

/** `**.name`, settled: what all of them have under a key, without a list of all of them. */
export function descendantsMembers(input: unknown, key: string, bounds: RuntimeBounds): unknown {
  const found: unknown[] = []
  descendFor(input, key, found, bounds)
  const [alone] = found
  if (found.length === 1 && isBareList(alone)) return alone
  const made: unknown[] = []
  for (let at = 0; at < found.length; at += 1) addTo(made, found[at])
  return settled(sequenceOf(made))
}

function descendFor(value: unknown, key: string, found: unknown[], bounds: RuntimeBounds): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    bounds.pass(value.length)
    for (let at = 0; at < value.length; at += 1) descendFor(value[at], key, found, bounds)
    return
  }
  if (!isObject(value)) return
  bounds.pass(1)
  const member = settled(own(value, key))
  if (member !== undefined) found.push(member)
  for (const name in value) descendFor(value[name], key, found, bounds)
}

function descend(value: unknown, found: Sequence, bounds: RuntimeBounds): void {
  if (Array.isArray(value)) {
    bounds.pass(value.length)
    for (const item of value) descend(item, found, bounds)
    return
  }
  found.push(value)
  if (!isObject(value)) return
  bounds.pass(1)
  // Small data whose parts are shared holds more than there is memory for: not only the whole is looked at.
  if (found.length % 1024 === 0) bounds.list(found.length)
  for (const key of Object.keys(value)) descend(value[key], found, bounds)
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
