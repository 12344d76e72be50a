import type { RuntimeBounds } from './builtin.ts'
import { fail } from './fault.ts'

/** What a list is ordered by. */
export interface Term {
  of(item: unknown): unknown
  readonly descending: boolean
  /** It can not fail, so that it may be found of all items beforehand. */
  readonly sure?: boolean
}

/** A list in order, by merging: stable; a new one, where it has more than one item. Throws T2007, T2008. */
export function sorted(
  list: unknown[],
  terms: readonly Term[],
  position: number | undefined,
  bounds: RuntimeBounds,
): unknown[] {
  if (list.length <= 1) return list
  bounds.list(list.length)
  if (terms.every((term) => term.sure === true)) {
    bounds.steps(2 * list.length)
    const usual = sortedBySure(list, terms)
    if (usual !== undefined) return usual
  }
  const keys = terms.map(() => list.map((): unknown => unset))
  const keyOf = (term: number, item: number): unknown => {
    const known = keys[term] as unknown[]
    if (known[item] === unset) known[item] = (terms[term] as Term).of(list[item])
    return known[item]
  }
  /** Whether the first belongs behind the second. */
  function after(one: number, other: number): boolean {
    bounds.step()
    for (let term = 0; term < terms.length; term += 1) {
      const order = compared(keyOf(term, one), keyOf(term, other), position)
      if (order === 0) continue
      if (order === lacking.first) return true
      if (order === lacking.second) return false
      return (terms[term] as Term).descending ? order < 0 : order > 0
    }
    return false
  }
  return merged(
    list.map((_, index) => index),
    after,
  ).map((index) => list[index])
}

/** Where all have a number, or all a text, to be ordered by. Undefined: they have not. */
function sortedBySure(list: readonly unknown[], terms: readonly Term[]): unknown[] | undefined {
  const signs = terms.map(({ descending }) => (descending ? -1 : 1))
  const keys = terms.map((term) => list.map((item) => term.of(item) as number))
  for (const column of keys) {
    const kind = typeof column[0]
    if (kind !== 'number' && kind !== 'string') return undefined
    for (const key of column) if (typeof key !== kind || Number.isNaN(key)) return undefined
  }
  if (keys.length === 1 && typeof keys[0]?.[0] === 'number') {
    return byNumbers(list, keys[0], signs[0] as number)
  }
  const places = list.map((_, index) => index)
  places.sort((one, other) => {
    for (let term = 0; term < keys.length; term += 1) {
      const column = keys[term] as number[]
      const [left, right] = [column[one] as number, column[other] as number]
      if (left !== right) return left < right ? -(signs[term] as number) : (signs[term] as number)
    }
    return 0
  })
  return places.map((place) => list[place])
}

/** By one number each, which stand beside each other: runs of a few are put in order one by one, and then merged. */
function byNumbers(list: readonly unknown[], column: readonly number[], sign: number): unknown[] {
  const { length } = column
  const keys = new Float64Array(length)
  for (let at = 0; at < length; at += 1) keys[at] = sign * (column[at] as number)
  let places = new Uint32Array(length)
  for (let from = 0; from < length; from += run) {
    const end = Math.min(from + run, length)
    for (let next = from; next < end; next += 1) {
      const key = keys[next] as number
      let at = next
      while (at > from && (keys[places[at - 1] as number] as number) > key) {
        places[at] = places[at - 1] as number
        at -= 1
      }
      places[at] = next
    }
  }
  let other = new Uint32Array(length > run ? length : 0)
  for (let width = run; width < length; width *= 2) {
    for (let from = 0; from < length; from += 2 * width) merge(keys, places, other, from, width)
    ;[places, other] = [other, places]
  }
  const made: unknown[] = []
  for (const place of places) made.push(list[place])
  return made
}

const run = 12

/** Two runs that lie beside each other, as one. */
function merge(keys: Float64Array, from: Uint32Array, into: Uint32Array, first: number, width: number): void {
  const middle = Math.min(first + width, from.length)
  const end = Math.min(middle + width, from.length)
  let [left, right] = [first, middle]
  for (let at = first; at < end; at += 1) {
    const isLeft =
      left < middle &&
      (right >= end || (keys[from[left] as number] as number) <= (keys[from[right] as number] as number))
    into[at] = (isLeft ? from[left++] : from[right++]) as number
  }
}

const unset = Symbol('unset')
/** What has no value is last, whichever way the others go. */
const lacking = { first: 2, second: -2 } as const

function compared(one: unknown, other: unknown, position: number | undefined): number {
  const [kind, otherKind] = [typeof one, typeof other]
  if (kind === 'undefined') return otherKind === 'undefined' ? 0 : lacking.first
  if (otherKind === 'undefined') return lacking.second
  if (!isOrderable(kind) || !isOrderable(otherKind)) {
    fail('T2008', { position, value: isOrderable(kind) ? other : one })
  }
  if (kind !== otherKind) fail('T2007', { position, value: one, value2: other })
  if (one === other) return 0
  return (one as number) < (other as number) ? -1 : 1
}

const isOrderable = (kind: string): boolean => kind === 'string' || kind === 'number'

function merged(items: readonly number[], after: (one: number, other: number) => boolean): readonly number[] {
  if (items.length <= 1) return items
  const middle = Math.floor(items.length / 2)
  const left = merged(items.slice(0, middle), after)
  const right = merged(items.slice(middle), after)
  const made: number[] = []
  let [l, r] = [0, 0]
  while (l < left.length && r < right.length) {
    made.push((after(left[l] as number, right[r] as number) ? right[r++] : left[l++]) as number)
  }
  while (l < left.length) made.push(left[l++] as number)
  while (r < right.length) made.push(right[r++] as number)
  return made
}
