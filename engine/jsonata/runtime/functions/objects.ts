import { type Context, isFunction, type RuntimeBounds } from '../builtin.ts'
import { createSequence, type Sequence } from '../sequence.ts'

type Members = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !isFunction(value)

/** Sets a member, whatever its name is. */
export function put(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
  } else object[name] = value
}

/** $keys: of all objects of a list, each name once. */
export function keys(this: Context, value: unknown): Sequence {
  const made = createSequence()
  const names = Array.isArray(value)
    ? Object.keys(namesIn(value, Object.create(null), this.bounds))
    : keysOf(value)
  this.bounds.list(names.length)
  for (const name of names) made.push(name)
  return made
}

const keysOf = (value: unknown): string[] => (isObject(value) ? Object.keys(value) : [])

/** In the order of an object: whole numbers first. */
function namesIn(
  list: readonly unknown[],
  names: Record<string, true>,
  bounds: RuntimeBounds,
): Record<string, true> {
  bounds.pass(list.length)
  for (const item of list) {
    if (!Array.isArray(item)) for (const name of keysOf(item)) names[name] = true
    else for (const name of Object.keys(namesIn(item, Object.create(null), bounds))) names[name] = true
  }
  return names
}

/** $lookup: of all objects of a list. */
export function lookup(this: Context, input: unknown, name: string): unknown {
  if (!Array.isArray(input)) return memberOf(input, name)
  this.bounds.pass(input.length)
  const made = createSequence()
  for (const item of input as readonly unknown[]) {
    const found = Array.isArray(item) ? lookup.call(this, item, name) : memberOf(item, name)
    if (found === undefined) continue
    if (!Array.isArray(found)) made.push(found)
    else for (const one of found as readonly unknown[]) made.push(one)
    this.bounds.list(made.length)
  }
  return made
}

/** A member of its own of an object that is no list; nothing of anything else. */
export const memberOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** $spread: objects of one member. */
export function spread(this: Context, value: unknown): unknown {
  if (isObject(value) && !Array.isArray(value)) {
    const made = createSequence()
    addMembers(made, value)
    this.bounds.list(made.length)
    return made
  }
  if (!Array.isArray(value)) return value
  const made: unknown[] = []
  const anything = addAll(made, value, this.bounds)
  // Nothing at all is an empty sequence; put together of others it is a list.
  return anything ? made : createSequence()
}

function addAll(made: unknown[], list: readonly unknown[], bounds: RuntimeBounds): boolean {
  bounds.pass(list.length)
  let anything = false
  for (const item of list) {
    if (item === undefined) continue
    anything = true
    if (Array.isArray(item)) addAll(made, item, bounds)
    else if (isObject(item)) addMembers(made, item)
    else made.push(item)
    bounds.list(made.length)
  }
  return anything
}

function addMembers(made: unknown[], object: Members): void {
  for (const name of Object.keys(object)) {
    const one = {}
    put(one, name, object[name])
    made.push(one)
  }
}

/** $merge: of two members of one name the last. */
export function merge(this: Context, objects: readonly Members[] | undefined): Members | undefined {
  if (objects === undefined) return undefined
  const made = {}
  for (const object of objects) {
    this.bounds.step()
    for (const name of Object.keys(object)) put(made, name, object[name])
  }
  return made
}
