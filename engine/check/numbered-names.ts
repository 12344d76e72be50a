import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'

/** What mappings call what has the name of another: `Mayor (2)` is the second Mayor. */
export interface NumberedName {
  readonly base: string
  readonly number: number
}

/** Undefined: the name has no such number behind it. */
export function numberedName(name: string): NumberedName | undefined {
  if (!name.endsWith(')')) return undefined
  const [, base = '', digits] = /^(.*\S) \((\d{1,6})\)$/.exec(name) ?? []
  const number = Number(digits)
  return number >= 2 ? { base, number } : undefined
}

/** Those of some, by their names, that come before one by its number: Mayor and Mayor (2) before Mayor (3). */
export function earlierBy<One>(
  byName: ReadonlyMap<string, readonly One[]>,
): (name: string) => readonly One[] {
  const byBase = new Map<string, { readonly number: number; readonly some: readonly One[] }[]>()
  const put = (base: string, number: number, some: readonly One[]): void => {
    const its = byBase.get(base)
    if (its === undefined) byBase.set(base, [{ number, some }])
    else its.push({ number, some })
  }
  for (const [name, some] of byName) {
    put(name, 1, some)
    const numbered = numberedName(name)
    if (numbered !== undefined) put(numbered.base, numbered.number, some)
  }
  return (name) => {
    const numbered = numberedName(name)
    if (numbered === undefined) return []
    const { base, number } = numbered
    return (byBase.get(base) ?? []).flatMap((one) => (one.number < number ? one.some : []))
  }
}

/** Do two results have selections of the same names, in the same order? */
export const haveSameSelections = ({ record: one }: Result, { record: other }: Result): boolean =>
  one.selections.length === other.selections.length &&
  one.selections.every(({ name }, at) => name === other.selections[at]?.name)

/** And the same votes, in all modes? */
export const haveSameFigures = (one: Result, other: Result): boolean =>
  haveSameSelections(one, other) && figuresIn(one) === figuresIn(other)

/**
 * Did most pairs of them stand with votes, and with the same ones? Then they were published so: somebody has released them, and
 * what the count adds to both is no new doubt.
 */
export function stoodAlike(
  pairs: readonly (readonly [one: Result, other: Result])[],
  before: Examined['before'],
): boolean {
  const votesIn = ({ key, record }: Result): readonly number[] =>
    record.selections.map(({ id }) => before.get(key)?.votes[id] ?? 0)
  const stood = pairs
    .map(([one, other]) => [votesIn(one), votesIn(other)] as const)
    .filter((both) => both.flat().some((votes) => votes > 0))
  const alike = stood.filter(([one, other]) => one.every((votes, at) => votes === other[at]))
  return alike.length * 2 > stood.length
}

const figuresIn = ({ record: { selections, ballots, suppressed } }: Result): string =>
  JSON.stringify([selections.map(({ votes, suppressed: modes }) => [votes, modes]), ballots, suppressed])

/** Where a selection of each stands: what is said of a unit stands in one place for all of its contests. */
export const placesOfSelections = (results: readonly (Result | undefined)[]): readonly string[] =>
  results.flatMap((result) => {
    const [locator] = result?.locators ?? []
    const places = Object.entries(locator?.places ?? {})
    const place = (places.find(([selection]) => selection !== '') ?? places[0])?.[1][0]
    return locator === undefined || place === undefined ? [] : [`${locator.origin}#${place}`]
  })
