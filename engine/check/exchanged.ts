import { Type } from 'typebox'
import { component } from '../component.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Check, Examined } from './check.ts'
import { exchangeIn } from './exchange.ts'
import { count, doubtAboutAll, placesOf, sumOf, votesOf } from './figures.ts'
import { namesOf } from './names-of.ts'

const options = Type.Object({}, { additionalProperties: false })

/**
 * Results that came in the place of others: a unit or a contest with another name, or columns that were exchanged. Old and
 * new are held together, so that they never count twice, and one release withdraws the old and publishes the new.
 */
export const exchanged = component({
  type: 'exchanged',
  summary:
    'Holds new results together with those that they seem to replace: units or contests renamed, columns exchanged.',
  options,
  create: (): Check => ({
    *examine(examined) {
      const exchange = exchangeIn(examined)
      if (exchange === undefined) return
      const { came, whole } = exchange
      const gone = [...exchange.gone].toSorted()
      const [old, fresh] = said(examined, gone, came)
      if (whole) {
        const reason = `none of the ${count(gone.length)} results that stand (${old}) is in the capture, which has ${count(came.length)} others (${fresh})`
        yield doubtAboutAll('CHECK_EXCHANGED', reason, placesOf(came))
        return
      }
      const keys = [...gone, ...came.map(({ key }) => key)]
      const ids = keys.map(contestAndUnit)
      yield {
        code: 'CHECK_EXCHANGED',
        group: 'exchanged',
        scope: {
          units: [...new Set(ids.map(({ unit }) => unit))],
          contests: [...new Set(ids.map(({ contest }) => contest))],
        },
        keys,
        reason: `${count(gone.length)} of the results that stand are missing (${old}), and ${count(came.length)} came in their place (${fresh})`,
        places: placesOf(came),
      }
    },
  }),
})

/** The largest of either, with its votes. */
function said(
  examined: Examined,
  gone: readonly ResultKey[],
  came: readonly Result[],
): readonly [string, string] {
  const named = namesOf(examined)
  const largest = (votes: readonly (readonly [ResultKey, number])[]): string => {
    const [first] = votes.toSorted(([, one], [, other]) => other - one)
    if (first === undefined) return 'none'
    const { unit, contest } = named(first[0])
    return `${unit}, ${contest}: ${count(first[1])} votes${votes.length > 1 ? ', …' : ''}`
  }
  return [
    largest(gone.map((key) => [key, sumOf(examined.before.get(key)?.votes ?? {})])),
    largest(came.map((result) => [result.key, sumOf(votesOf(result))])),
  ]
}
