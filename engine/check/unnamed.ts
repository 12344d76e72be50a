import { Type } from 'typebox'
import { component } from '../component.ts'
import type { ResultKey } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, placesOf } from './figures.ts'
import { suspects, suspectsIn } from './suspects.ts'

const options = Type.Object(
  {
    may_be: Type.Optional(
      Type.Boolean({
        description:
          'Whether ids, and names with nothing in their parentheses, may be published. Default: false.',
      }),
    ),
  },
  { additionalProperties: false },
)

/** A contest or selection that no line and no crosswalk named would be published under its id: nobody reads "zz/9430". */
export const unnamed = component({
  type: 'unnamed',
  summary:
    'Holds results whose contest or selections have no name but their id, or one that lacks a part: "Mayor ()".',
  options,
  create: ({ may_be: mayBe = false }): Check => ({
    gathers: mayBe ? [] : [withEmptyPart],
    *examine(examined) {
      if (mayBe) return
      const { unnamed: all = [], now } = examined
      yield* emptyNames(examined)
      for (const [contest, some] of Map.groupBy(all, ({ key }) => now.get(key)?.record.contest.id ?? '')) {
        const keys: readonly ResultKey[] = [...new Set(some.map(({ key }) => key))]
        const results = keys.flatMap((key) => now.get(key) ?? [])
        const [first] = some
        if (first === undefined) continue
        const ids = new Set(some.map(({ what, id }) => `${what} ${id}`))
        const more = ids.size === 1 ? '' : ` (and ${count(ids.size - 1)} more)`
        yield {
          code: 'CHECK_UNNAMED',
          group: `${contest}|*`,
          scope: { units: [...new Set(results.map(({ record }) => record.unit.id))], contests: [contest] },
          keys,
          reason: `The ${first.what} "${first.id}" has no name but its id${more}`,
          places: placesOf(results).slice(0, 5),
        }
      }
    },
  }),
})

const emptyPart = /\(\s*\)|\[\s*\]/

const withEmptyPart = suspects(
  () => {
    // Most units have the contests and selections of others.
    const clean = new Set<string>()
    const isClean = (name: string): boolean => {
      if (clean.has(name)) return true
      if (emptyPart.test(name)) return false
      clean.add(name)
      return true
    }
    let last: ResultRecord | undefined
    return ({ record }) => {
      if (last !== undefined && isCalledAlike(record, last)) return false
      for (const { name } of record.selections) if (!isClean(name)) return true
      if (!isClean(record.contest.name)) return true
      last = record
      return false
    }
  },
  { ofNames: true },
)

/** Mostly so: in the order of the keys, most results are of the contest of the one before. */
function isCalledAlike({ contest, selections }: ResultRecord, other: ResultRecord): boolean {
  if (contest !== other.contest || selections.length !== other.selections.length) return false
  for (let at = 0; at < selections.length; at++)
    if (selections[at]?.name !== other.selections[at]?.name) return false
  return true
}

/** What a mapping put between parentheses was nothing: the party of a primary, say. Two contests may have become one. */
function* emptyNames(examined: Examined): Iterable<Doubt> {
  const found = suspectsIn(examined, withEmptyPart).flatMap((result) => {
    const { key } = result
    const { contest, selections } = result.record
    const named = [
      { what: 'contest', name: contest.name },
      ...selections.map(({ name }) => ({ what: 'selection', name })),
    ].find(({ name }) => emptyPart.test(name))
    return named === undefined ? [] : [{ key, result, contest: contest.id, ...named }]
  })
  for (const [contest, some] of Map.groupBy(found, (one) => one.contest)) {
    const [first] = some
    if (first === undefined) continue
    const results = some.map(({ result }) => result)
    yield {
      code: 'CHECK_UNNAMED',
      group: `${contest}|*`,
      scope: { units: [...new Set(results.map(({ record }) => record.unit.id))], contests: [contest] },
      keys: some.map(({ key }) => key),
      reason: `The name "${first.name}" of a ${first.what} has nothing in its parentheses`,
      places: placesOf(results).slice(0, 5),
    }
  }
}
