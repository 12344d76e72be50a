import { Type } from 'typebox'
import { component } from '../component.ts'
import { type ResultKey, resultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, partsByParent, placesOf, votesOf } from './figures.ts'

/** Honest differences between a total and its parts. */
export const Exceptions = Type.Optional(
  Type.Array(
    Type.Object(
      {
        unit: Type.String({
          pattern: '^ocd-division/country:[a-z]{2}(/[^\\s|/:]+:[^\\s|/]+)*$',
          description:
            'Id of the unit whose parts need not add up to it: ocd-division/country:us/state:zz/county:harbor.',
        }),
        contest: Type.Optional(
          Type.String({
            pattern: '^[^\\s|]+$',
            description: 'Only in this contest, by its id: ga/president.',
          }),
        ),
        because: Type.String({ minLength: 1, description: 'Why, for reviewers.' }),
      },
      { additionalProperties: false },
    ),
    { description: 'Declared exceptions.' },
  ),
)

const options = Type.Object({ except: Exceptions }, { additionalProperties: false })

/**
 * A total against the sum of its parts, where one feed has both. What is kept back: the total, and the parts that would
 * change with this capture. Atkinson GA 2020 is honestly 224 votes apart, so exceptions can be declared (DOMAIN §3).
 */
export const parts = component({
  type: 'parts',
  summary: 'Holds totals that differ from the sum of their parts, where the feed has both.',
  options,
  create: ({ except = [] }): Check => ({
    *examine(examined) {
      for (const [key, listed] of partsByParent(examined)) {
        const [contest = '', unit = ''] = key.split('|')
        const whole = examined.now.get(resultKey(contest, unit))
        if (whole === undefined) continue
        if (except.some((one) => one.unit === unit && (one.contest ?? contest) === contest)) continue
        const said = differenceOfAny(whole, listed)
        if (said !== undefined) yield doubtAboutSum(examined, whole, listed, said)
      }
    },
  }),
})

/** A state is parted into counties, and once more into districts: then each kind of parts adds up to it by itself. */
function differenceOfAny(whole: Result, listed: readonly Result[]): string | undefined {
  const said = difference(whole, listed)
  if (said === undefined) return undefined
  const kinds = [...Map.groupBy(listed, ({ record }) => record.unit.type).values()]
  if (kinds.length === 1) return said
  const wrong = kinds.flatMap((kind) => difference(whole, kind) ?? [])
  // Where no kind is the whole, they may be meant to be it together.
  return wrong.length === kinds.length ? said : wrong[0]
}

function difference(whole: Result, listed: readonly Result[]): string | undefined {
  const sums: Record<string, number> = {}
  for (const part of listed) {
    for (const [id, votes] of Object.entries(votesOf(part))) sums[id] = (sums[id] ?? 0) + votes
  }
  const withheld = new Set(listed.flatMap(({ record }) => record.suppressed ?? []).map(({ id }) => id))
  const wrong = whole.record.selections.find(({ id, votes: { total } }) => {
    const sum = sums[id] ?? total
    return withheld.has(id) ? sum > total : sum !== total
  })
  if (wrong === undefined) return undefined
  return `${wrong.name} has ${count(wrong.votes.total)} votes, and ${count(sums[wrong.id] ?? 0)} in its ${count(listed.length)} parts`
}

function doubtAboutSum(examined: Examined, whole: Result, listed: readonly Result[], said: string): Doubt {
  const changed = listed.filter(({ key, digest }) => examined.before.get(key)?.digest !== digest)
  const held = [whole, ...changed]
  const keys: readonly ResultKey[] = held.map(({ key }) => key)
  const { contest, unit } = whole.record
  return {
    code: 'CHECK_PARTS',
    group: whole.key,
    scope: { units: held.map(({ record }) => record.unit.id), contests: [contest.id] },
    keys,
    reason: `${unit.name}, ${contest.name}: ${said}`,
    places: placesOf(held),
  }
}
