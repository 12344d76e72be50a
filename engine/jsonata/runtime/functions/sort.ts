import type { Context, FunctionValue } from '../builtin.ts'
import { fail } from '../fault.ts'
import { isNumeric } from '../values.ts'

type List = readonly unknown[]

/** $sort: stable. Without a function of texts alone or numbers alone. Throws D3070. */
export function sort(this: Context, list: List | undefined, after?: FunctionValue): List | undefined {
  if (list === undefined || list.length <= 1) return list
  // Partly applied it may be given what is no list.
  if (!Array.isArray(list)) return after === undefined ? fail('D3070', { index: 1 }) : list
  if (after !== undefined) return sorted(list, (one, other) => Boolean(this.apply(after, [one, other])))
  const numbers = list.filter(isNumeric)
  if (numbers.length === list.length) return numbers.toSorted((one, other) => one - other)
  if (!isTexts(list)) fail('D3070', { index: 1 })
  return list.toSorted((one, other) => (one === other ? 0 : one > other ? 1 : -1))
}

const isTexts = (list: List): list is readonly string[] => list.every((item) => typeof item === 'string')

/**
 * Stable: halves are put in order, the first half first, and then merged from their fronts. It asks `after` as often and
 * in the order in which JSONata asks it.
 */
export function sorted(list: List, after: (one: unknown, other: unknown) => boolean): unknown[] {
  if (list.length <= 1) return [...list]
  const middle = Math.floor(list.length / 2)
  const [left, right] = [sorted(list.slice(0, middle), after), sorted(list.slice(middle), after)]
  const made: unknown[] = []
  let [l, r] = [0, 0]
  while (l < left.length && r < right.length) {
    made.push(after(left[l], right[r]) ? right[r++] : left[l++])
  }
  for (; l < left.length; l += 1) made.push(left[l])
  for (; r < right.length; r += 1) made.push(right[r])
  return made
}
