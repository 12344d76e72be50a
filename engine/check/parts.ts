import { Type } from 'typebox'
import { component } from '../component.ts'
import { type ResultKey, resultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, partsByParent, placesOf, votesOf } from './figures.ts'

const options = Type.Object(
  {
    except: Type.Optional(
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
    ),
  },
  { additionalProperties: false },
)

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
        const said = difference(whole, listed)
        if (said !== undefined) yield doubtAboutSum(examined, whole, listed, said)
      }
    },
  }),
})

function difference(whole: Result, listed: readonly Result[]): string | undefined {
  const sums: Record<string, number> = {}
  for (const part of listed) {
    for (const [id, votes] of Object.entries(votesOf(part))) sums[id] = (sums[id] ?? 0) + votes
  }
  const wrong = whole.record.selections.find(({ id, votes }) => (sums[id] ?? votes.total) !== votes.total)
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
