import { FunctionValue, isFunction, type RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'
import { createSequence } from './sequence.ts'

type Members = Readonly<Record<string, unknown>>

/** Data with members: no list, no function. */
export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof FunctionValue)

/** A number that can be written down. Throws D1001 for one that can not. */
export function isNumeric(value: unknown): value is number {
  if (typeof value !== 'number' || Number.isNaN(value)) return false
  if (value - value !== 0) fail('D1001', { value })
  return true
}

/** A member by its key; of a list, those of all its items. Lists in it are counted. */
export function lookup(input: unknown, key: string, bounds: RuntimeBounds): unknown {
  if (typeof input !== 'object' || input === null) return undefined
  if (!Array.isArray(input)) return own(input, key)
  const found = createSequence()
  for (const item of input) {
    if (Array.isArray(item)) bounds.pass(item.length)
    const member = lookup(item, key, bounds)
    if (Array.isArray(member)) {
      bounds.pass(member.length)
      for (const one of member) found.push(one)
    } else if (member !== undefined) found.push(member)
  }
  return found
}

/** A member that is the object's own. */
export const own = (object: object, key: string): unknown =>
  Object.hasOwn(object, key) && !(object instanceof FunctionValue) ? (object as Members)[key] : undefined

/** What a value is worth as a condition. Undefined: false. */
export function truthy(value: unknown, bounds: RuntimeBounds): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return value !== ''
  if (typeof value === 'number') return isNumeric(value) && value !== 0
  return typeof value === 'object' && truthyObject(value, bounds)
}

function truthyObject(value: object | null, bounds: RuntimeBounds): boolean {
  if (value === null || isFunction(value)) return false
  if (!Array.isArray(value)) return Object.keys(value).length > 0
  bounds.pass(value.length)
  let found = false
  for (const item of value) if (truthy(item, bounds)) found = true
  return found
}

/** Whether two values are the same, whatever the order of their members. What is gone through is counted. */
export function equal(one: unknown, other: unknown, bounds: RuntimeBounds): boolean {
  if (one === other) return one !== undefined
  if (typeof one !== 'object' || typeof other !== 'object') return false
  return one !== null && other !== null && same(one, other, bounds)
}

export const unequal = (one: unknown, other: unknown, bounds: RuntimeBounds): boolean =>
  one !== undefined && other !== undefined && !equal(one, other, bounds)

function same(one: object, other: object, bounds: RuntimeBounds): boolean {
  if (isFunction(one) || isFunction(other)) return false
  bounds.pass(1)
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) return false
    bounds.pass(one.length)
    return one.every((item, index) => alike(item, other[index], bounds))
  }
  // All of their own: a list is the same as an object of its length and its items.
  const keys = Object.getOwnPropertyNames(one)
  if (keys.length !== Object.getOwnPropertyNames(other).length) return false
  return keys.every(
    (key) => Object.hasOwn(other, key) && alike((one as Members)[key], (other as Members)[key], bounds),
  )
}

const alike = (one: unknown, other: unknown, bounds: RuntimeBounds): boolean =>
  one === other || equal(one, other, bounds)

/** `in`: whether a value is an item of a list, or the same as what is no list. */
export function includes(item: unknown, list: unknown): boolean {
  if (item === undefined || list === undefined) return false
  if (!Array.isArray(list)) return item === list
  for (const one of list) if (one === item) return true
  return false
}

/** What a filter does with an item: how often it stays. `index` is its place among `count`. */
export function chosen(answer: unknown, index: number, count: number, bounds: RuntimeBounds): number {
  if (typeof answer === 'boolean') return answer ? 1 : 0
  if (isNumeric(answer)) return placeOf(answer, count) === index ? 1 : 0
  if (!Array.isArray(answer)) return truthy(answer, bounds) ? 1 : 0
  if (answer.filter((one) => !isNumeric(one)).length > 0) return truthy(answer, bounds) ? 1 : 0
  let times = 0
  for (const one of answer as number[]) if (placeOf(one, count) === index) times += 1
  return times
}

/** Rounded down; negative ones count from the end. */
const placeOf = (place: number, count: number): number => {
  const floor = Math.floor(place)
  return floor < 0 ? count + floor : floor
}

/** `list[2]`: the item, opened where it is a list itself. */
export function itemAt(value: unknown, place: number): unknown {
  const list = Array.isArray(value) ? value : [value]
  const item: unknown = list[place < 0 ? list.length + place : place]
  if (Array.isArray(item)) return item
  const found = createSequence()
  if (item !== undefined) found.push(item)
  return found
}
