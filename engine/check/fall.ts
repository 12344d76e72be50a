import { Type } from 'typebox'
import { component } from '../component.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { count, doubtAbout, partsByParent, sumOf, type VotesById, votesOf } from './figures.ts'
import { LimitText, limitFor } from './limit.ts'
import { stageAt } from './stage.ts'

const defaultLimit = '10 votes or 0.5 %'

const options = Type.Object(
  {
    at_most: Type.Optional(LimitText),
    stages: Type.Optional(
      Type.Record(Type.String(), LimitText, {
        description:
          'Other limits by stage of the election (night, canvass, …), as the election file names them.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * A selection that loses more votes than the limit. Smaller falls are honest corrections: they pass, marked.
 * Shasta CA 2024: mail votes replaced by polling-place votes for four hours; Biden 4,822, 65, …, 5,294 (DOMAIN §3).
 * A total is judged without those of its parts that are held, or were at the last verdict: their doubt is theirs.
 */
export const fall = component({
  type: 'fall',
  summary: `Holds a result in which a selection lost more votes than the limit (default: ${defaultLimit}).`,
  options,
  create: ({ at_most = defaultLimit, stages = {} }): Check => ({
    last: true,
    *examine(examined) {
      const stage = stageAt(examined.election, examined.capturedAt)
      const limit = limitFor((stage === undefined ? undefined : stages[stage]) ?? at_most)
      const parts = partsByParent(examined)
      const doubted = new Set<ResultKey>()
      const isHeld = (key: ResultKey): boolean => doubted.has(key) || examined.doubted(key)
      for (const result of smallestUnitsFirst(examined.now.values())) {
        const doubt = fallIn(result, examined, limit, parts, isHeld)
        if (doubt === undefined) continue
        doubted.add(result.key)
        yield doubt
      }
    },
  }),
})

/** Parts before the totals that contain them: a longer id is a smaller unit. */
const smallestUnitsFirst = (results: Iterable<Result>): readonly Result[] =>
  [...results].toSorted((one, other) => other.record.unit.id.length - one.record.unit.id.length)

function fallIn(
  result: Result,
  examined: Examined,
  limit: (figure: number) => number,
  parts: ReadonlyMap<string, readonly Result[]>,
  isHeld: (key: ResultKey) => boolean,
): Doubt | undefined {
  const stood = examined.before.get(result.key)
  const now = votesOf(result)
  // All to zero is a case of its own.
  if (stood === undefined || sumOf(now) === 0) return undefined
  let fallen = falls(stood.votes, now, limit)
  if (fallen.length === 0) return undefined
  const { contest, unit } = result.record
  const suspects = (parts.get(`${contest.id}|${unit.id}`) ?? []).filter(
    ({ key }) => isHeld(key) || examined.heldBefore.has(key),
  )
  if (suspects.length > 0) {
    const was = without(
      stood.votes,
      suspects.map(({ key }) => containedBefore(examined, key)),
    )
    fallen = falls(was, without(now, suspects.map(votesOf)), limit)
    if (fallen.length === 0) return undefined
  }
  const named = new Map(result.record.selections.map((selection) => [selection.id, selection.name]))
  const said = fallen.map(({ id, from, to }) => `${named.get(id) ?? id} ${count(from)} → ${count(to)}`)
  const more = said.length > 3 ? ` and ${said.length - 3} more` : ''
  return doubtAbout(result, 'CHECK_FALL', `votes fell: ${said.slice(0, 3).join(', ')}${more}`)
}

/** What a total that stands contained of this part: the figures its capture gave, published or held. */
const containedBefore = ({ heldBefore, before }: Examined, key: ResultKey): VotesById =>
  (heldBefore.get(key) ?? before.get(key))?.votes ?? {}

function falls(
  before: VotesById,
  now: VotesById,
  limit: (figure: number) => number,
): readonly { readonly id: string; readonly from: number; readonly to: number }[] {
  return Object.entries(before).flatMap(([id, from]) => {
    const to = now[id] ?? 0
    return from - to > limit(from) ? [{ id, from, to }] : []
  })
}

function without(whole: VotesById, parts: readonly VotesById[]): VotesById {
  return Object.fromEntries(
    Object.entries(whole).map(([id, votes]) => [
      id,
      parts.reduce((rest, part) => rest - (part[id] ?? 0), votes),
    ]),
  )
}
