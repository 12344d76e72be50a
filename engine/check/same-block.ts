import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt } from './check.ts'
import { count, placesOf, sumOf, votesOf } from './figures.ts'

const options = Type.Object(
  {
    from_votes: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Smaller results are equal by chance. Default 300 votes.' }),
    ),
  },
  { additionalProperties: false },
)

/**
 * Two units of one type with the same figures, selection by selection, in every contest that both have. Hibbing MN 2020:
 * one precinct posted twice (DOMAIN §3). Of 35,000 honest results of Allegheny County 2023, four pairs are equal in one
 * contest, with up to 241 votes, and none in all.
 */
export const sameBlock = component({
  type: 'same_block',
  summary: 'Holds two units that have the very same figures in all contests that both have.',
  options,
  create: ({ from_votes = 300 }): Check => ({
    *examine({ now }) {
      const byUnit = Map.groupBy(now.values(), ({ record }) => record.unit.id)
      const told = new Set<string>()
      for (const alike of alikeResults(now.values(), from_votes)) {
        for (const { record } of alike) {
          const { id } = record.unit
          const mine = byUnit.get(id) ?? []
          const twins = alike.filter(
            (one) => one.record.unit.id !== id && isTwin(mine, byUnit.get(one.record.unit.id) ?? []),
          )
          if (twins.length === 0 || told.has(id)) continue
          told.add(id)
          yield doubtAboutTwin(mine, twins)
        }
      }
    },
  }),
})

/** Results of one contest that are equal and large enough to say something. */
function alikeResults(results: Iterable<Result>, fromVotes: number): readonly (readonly Result[])[] {
  const byFigures = new Map<string, Result[]>()
  for (const result of results) {
    const votes = votesOf(result)
    // Two selections can be equal by chance, and a unit with one part equals that part.
    const telling = Object.values(votes).filter((one) => one > 0).length
    if (telling < 3 || sumOf(votes) < fromVotes) continue
    const { contest, unit } = result.record
    const key = `${contest.id}|${unit.type}|${JSON.stringify(votes)}`
    byFigures.set(key, [...(byFigures.get(key) ?? []), result])
  }
  return [...byFigures.values()].filter((alike) => alike.length > 1)
}

function isTwin(mine: readonly Result[], others: readonly Result[]): boolean {
  const theirs = new Map(others.map((one) => [one.record.contest.id, JSON.stringify(votesOf(one))]))
  return mine.every((one) => {
    const other = theirs.get(one.record.contest.id)
    return other === undefined || other === JSON.stringify(votesOf(one))
  })
}

function doubtAboutTwin(mine: readonly Result[], twins: readonly Result[]): Doubt {
  const [first] = mine
  const { id = '', name = '' } = first?.record.unit ?? {}
  const votes = mine.reduce((sum, one) => sum + sumOf(votesOf(one)), 0)
  const contests = mine.length === 1 ? first?.record.contest.name : `${count(mine.length)} contests`
  const others = twins.map(({ record }) => record.unit.name).join(', ')
  return {
    code: 'CHECK_SAME_BLOCK',
    group: id,
    scope: { units: [id], contests: mine.map(({ record }) => record.contest.id) },
    keys: mine.map(({ key }) => key),
    reason: `${name}, ${contests}: the same ${count(votes)} votes, selection by selection, as in ${others}`,
    places: placesOf([...mine, ...twins]),
  }
}
