import { isFunction } from '../builtin.ts'

/** Whether two values are the same to JSONata: members in any order, and no NaN. A function is only itself. */
export function deepEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) && Array.isArray(other)) return sameItems(one, other)
  if (isFunction(one) || isFunction(other)) return false
  // Of their own and not only those to be listed: a list is the same as an object of its length and its items.
  const names = Object.getOwnPropertyNames(one)
  if (names.length !== Object.getOwnPropertyNames(other).length) return false
  for (const name of names) {
    if (!Object.hasOwn(other, name)) return false
    if (!deepEqual((one as Members)[name], (other as Members)[name])) return false
  }
  return true
}

type Members = Readonly<Record<string, unknown>>

function sameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at += 1) if (!deepEqual(one[at], other[at])) return false
  return true
}
