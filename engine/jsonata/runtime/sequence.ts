/**
 * Lists as JSONata keeps them: a sequence of one item is that item to whoever takes it. The flags are members of the list,
 * as the library has them, since wildcards and comparisons see them.
 */
export interface Sequence extends Array<unknown> {
  sequence?: boolean
  /** `[]`: stays a list though it has one item. */
  keepSingleton?: boolean
  /** An array constructor in a path: is not flattened. */
  readonly cons?: boolean
  /** A list that was given as the input as a whole: one item. */
  outerWrapper?: boolean
  tupleStream?: boolean
}

/** A sequence, of one item if one is given (be it undefined). */
export function createSequence(...items: readonly unknown[]): Sequence {
  const made: Sequence = items.length === 1 ? [items[0]] : []
  made.sequence = true
  return made
}

export const isSequence = (value: unknown): value is Sequence =>
  Array.isArray(value) && (value as Sequence).sequence === true

/** A list as a sequence; the list itself. */
export function sequenceOf(items: unknown[]): Sequence {
  const made: Sequence = items
  made.sequence = true
  return made
}

export const singleton = (item: unknown): Sequence => sequenceOf([item])

/** What an expression gives, once it is evaluated: no empty sequence, and none of one item. */
export function settled(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const list: Sequence = value
  if (list.sequence !== true || list.tupleStream === true) return value
  if (list.length === 0) return undefined
  return list.length === 1 && list.keepSingleton !== true ? list[0] : list
}

/** The same behind `[]`. */
export function settledList(value: unknown): unknown {
  if (!isSequence(value) || value.tupleStream === true) return value
  value.keepSingleton = true
  return value.length === 0 ? undefined : value
}

/** The items that a step of a path hands on. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) && (value as Sequence).cons !== true ? value : [value]
}

/** What a step that binds gives, one by one: nothing is none. */
export const tupleItems = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** The list as it is; anything else, nothing too, as the one item of a list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** What the items of a step gave, as one sequence: lists in it are opened once. `results` is the caller's to keep. */
export function flattened(results: unknown[]): Sequence {
  if (!results.some(opens)) return sequenceOf(results)
  const made = createSequence()
  for (const result of results) {
    if (opens(result)) for (const item of result) made.push(item)
    else made.push(result)
  }
  return made
}

/** What a step gave of one item, as a sequence. */
export const opened = (value: unknown): Sequence => flattened(value === undefined ? [] : [value])

/** The same of the last step of a path, which leaves a single list as it is. */
export const flattenedLast = (results: unknown[]): Sequence =>
  results.length === 1 && Array.isArray(results[0]) && !isSequence(results[0])
    ? results[0]
    : flattened(results)

/** What the last step of a path gives of one item. */
export const single = (value: unknown): unknown =>
  isSequence(value) ? settled(value.cons === true ? value : flattened([value])) : value

const opens = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && (value as Sequence).cons !== true
