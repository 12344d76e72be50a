import { Type } from 'typebox'
import { component } from '../component.ts'
import { type ResultKey, resultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { placesOf } from './figures.ts'
import { gathered } from './gathered.ts'
import { nesting } from './nesting.ts'
import { partsByParent } from './parts-by-parent.ts'
import { haveSameShapes } from './same-shapes.ts'
import { sumDifference } from './sum-difference.ts'

/** Declared exceptions of a check: units, and why. */
export const exceptionsFor = (unit: string) =>
  Type.Optional(
    Type.Array(
      Type.Object(
        {
          unit: Type.String({
            pattern: '^ocd-division/country:[a-z]{2}(/[^\\s|/:]+:[^\\s|/]+)*$',
            description: `Id of ${unit}: ocd-division/country:us/state:zz/county:harbor.`,
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

/** Honest differences between a total and its parts. */
export const Exceptions = exceptionsFor('the unit whose parts need not add up to it')

const options = Type.Object({ except: Exceptions }, { additionalProperties: false })

/**
 * A total against the sum of its parts, where one feed has both. What is kept back: the total, and the parts that would
 * change with this capture. One county is honestly 224 votes apart, so exceptions can be declared (DOMAIN §3).
 */
export const parts = component({
  type: 'parts',
  summary: 'Holds totals that differ from the sum of their parts, where the feed has both.',
  options,
  create: ({ except = [] }): Check => ({
    gathers: [nesting],
    *examine(examined) {
      if (!gathered(examined, nesting).mayNest) return
      const { remembered } = examined
      // Where the feed has no total with its parts, figures bring none.
      const hasNone = remembered?.take(except) === true && haveSameShapes(remembered)
      remembered?.keep(except, hasNone)
      if (hasNone) return
      let has = false
      const units = new Set<string>()
      for (const { record } of examined.now.values()) units.add(record.unit.id)
      for (const { contest, unit, parts: listed } of partsByParent(examined).all) {
        if (!units.has(unit)) continue
        const whole = examined.now.get(resultKey(contest, unit))
        if (whole === undefined) continue
        has = true
        if (except.some((one) => one.unit === unit && (one.contest ?? contest) === contest)) continue
        const said = differenceOfAny(whole, listed)
        if (said !== undefined) yield doubtAboutSum(examined, whole, listed, said)
      }
      remembered?.keep(except, !has)
    },
  }),
})

/** A state is parted into counties, and once more into districts: then each kind of parts adds up to it by itself. */
function differenceOfAny(whole: Result, listed: readonly Result[]): string | undefined {
  const said = sumDifference(whole, listed)
  if (said === undefined) return undefined
  const kinds = [...Map.groupBy(listed, ({ record }) => record.unit.type).values()]
  if (kinds.length === 1) return said
  const wrong = kinds.flatMap((kind) => sumDifference(whole, kind) ?? [])
  // Where no kind is the whole, they may be meant to be it together.
  return wrong.length === kinds.length ? said : wrong[0]
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
