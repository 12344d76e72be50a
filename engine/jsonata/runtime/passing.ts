import { boolized } from './arithmetic.ts'
import type { Matcher, RuntimeBounds } from './builtin.ts'
import { fast } from './functions/fast.ts'
import {
  descendants,
  descendantsMembers,
  lastMembers,
  members,
  parentNames,
  settledMember,
  wildcard,
} from './paths.ts'
import { flattened, flattenedLast, opened } from './sequence.ts'
import { chosen, equal, includes, lookup, truthy, unequal } from './values.ts'

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
  return {
    lookup: (value: unknown, key: string): unknown => lookup(value, key, bounds),
    settledMember: (value: unknown, key: string): unknown => settledMember(value, key, bounds),
    members: (value: unknown, key: string, whole: boolean): unknown => {
      seen(value)
      return members(value, key, whole, bounds)
    },
    lastMembers: (value: unknown, key: string, whole: boolean): unknown => {
      seen(value)
      return lastMembers(value, key, whole, bounds)
    },
    parentNames: (value: unknown, parents: readonly unknown[], keys: readonly string[]): unknown => {
      seen(value)
      return parentNames(value, parents, keys, bounds)
    },
    descendants: (input: unknown): unknown => descendants(input, bounds),
    descendantsMembers: (input: unknown, key: string): unknown => descendantsMembers(input, key, bounds),
    wildcard: (input: unknown): unknown => {
      const answer = wildcard(input, bounds)
      seen(answer)
      return answer
    },
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
    equal: (one: unknown, other: unknown): boolean => equal(one, other, bounds),
    unequal: (one: unknown, other: unknown): boolean => unequal(one, other, bounds),
    truthy: (value: unknown): boolean => truthy(value, bounds),
    boolized: (value: unknown, position: number | undefined, token: string): boolean =>
      boolized(value, position, token, bounds),
    chosen: (answer: unknown, index: number, count: number): number => chosen(answer, index, count, bounds),
    booleanAt: (value: unknown, at: number): unknown => fast.booleanAt(value, at, bounds),
    notAt: (value: unknown, at: number): unknown => fast.notAt(value, at, bounds),
    splitAtText: (text: string, separator: string): string[] => fast.splitAtText(text, separator, bounds),
    splitAtMatches: (text: string, matcher: Matcher, at: number): string[] =>
      fast.splitAtMatches(text, matcher, at, bounds),
    averageOf: counted(fast.averageOf),
    maxOf: counted(fast.maxOf),
    minOf: counted(fast.minOf),
    sumOf: counted(fast.sumOf),
    textsJoined: counted(fast.textsJoined),
  }
}
