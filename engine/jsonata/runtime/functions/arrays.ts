import type { Context } from '../builtin.ts'

type List = readonly unknown[]

/** $append: one list, and none where only one side is there. */
export function append(this: Context, first: unknown, second: unknown): unknown {
  if (first === undefined) return second
  if (second === undefined) return first
  const [head, tail]: [List, List] = [listOf(first), listOf(second)]
  this.bounds.list(head.length + tail.length)
  return head.concat(tail)
}

const listOf = (value: unknown): List => (Array.isArray(value) ? value : [value])

/** $reverse */
export function reverse(list: List | undefined): List | undefined {
  if (list === undefined || list.length <= 1) return list
  // Partly applied it may be given a text.
  return Array.isArray(list)
    ? list.toReversed()
    : Array.from({ length: list.length }, (_, at) => list[list.length - 1 - at])
}

/** $shuffle */
export function shuffle(this: Context, list: List | undefined): List | undefined {
  if (list === undefined || list.length <= 1) return list
  const made: unknown[] = []
  for (let at = 0; at < list.length; at += 1) {
    const other = Math.floor(this.chance() * (at + 1))
    if (other !== at) made[at] = made[other]
    made[other] = list[at]
  }
  return made
}

/** $zip: as long as the shortest list. */
export function zip(this: Context, ...lists: readonly unknown[]): List[] {
  let length = Number.POSITIVE_INFINITY
  for (const list of lists) length = Math.min(length, Array.isArray(list) ? list.length : 0)
  const made: List[] = []
  for (let at = 0; at < length; at += 1) {
    this.bounds.step()
    made.push(lists.map((list) => (list as List)[at]))
  }
  return made
}
