import type { RuntimeBounds } from './builtin.ts'
import { fast } from './functions/fast.ts'
import { descendants, descendantsMembers, lastMembers, members, parentNames, wildcard } from './paths.ts'
import { flattened, flattenedLast, opened } from './sequence.ts'
import { equal, includes, truthy, unequal } from './values.ts'

/**
 * Operations that go through whole lists, each counting what it goes through: in a loop of another list they are most of the
 * work, and nobody would look at time and memory before the loop is over.
 */
export function passing(bounds: RuntimeBounds): Readonly<Record<string, unknown>> {
  const seen = (value: unknown): void => {
    if (Array.isArray(value)) bounds.pass(value.length)
  }
  /** What lists in a list come to, which is made of them next. */
  const joining = (results: readonly unknown[]): void => {
    let all = 0
    for (const result of results) all += Array.isArray(result) ? result.length : 1
    if (all > results.length) bounds.list(all)
  }
  const counted =
    <Given extends readonly unknown[], Answer>(of: (value: unknown, ...more: Given) => Answer) =>
    (value: unknown, ...more: Given): Answer => {
      seen(value)
      return of(value, ...more)
    }
  const found =
    <Given extends readonly unknown[]>(of: (...given: Given) => unknown) =>
    (...given: Given): unknown => {
      const answer = of(...given)
      seen(answer)
      return answer
    }
  return {
    members: counted(members),
    lastMembers: counted(lastMembers),
    parentNames: counted(parentNames),
    descendants: found(descendants),
    descendantsMembers: (input: unknown, key: string): unknown => descendantsMembers(input, key, bounds),
    wildcard: found(wildcard),
    flattened: (results: unknown[]): unknown => {
      joining(results)
      return flattened(results)
    },
    flattenedLast: (results: unknown[]): unknown => {
      if (results.length > 1) joining(results)
      return flattenedLast(results)
    },
    opened: counted(opened),
    includes: (item: unknown, list: unknown): boolean => {
      if (Array.isArray(list)) bounds.pass(list.length)
      return includes(item, list)
    },
    equal: (one: unknown, other: unknown): boolean => {
      if (one !== other) seen(one)
      return equal(one, other)
    },
    unequal: counted(unequal),
    truthy: counted(truthy),
    booleanAt: counted(fast.booleanAt),
    notAt: counted(fast.notAt),
    averageOf: counted(fast.averageOf),
    maxOf: counted(fast.maxOf),
    minOf: counted(fast.minOf),
    sumOf: counted(fast.sumOf),
    textsJoined: counted(fast.textsJoined),
  }
}
