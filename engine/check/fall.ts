import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Election } from '../model/election.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Mode, Result } from '../model/result.ts'
import type { Changed } from './changed.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { compared } from './compared.ts'
import { fellMostly } from './fell-mostly.ts'
import {
  count,
  doubtAbout,
  selectionAndMode,
  sumOf,
  totalOf,
  type VotesById,
  withModes,
  withModesOf,
} from './figures.ts'
import { heldFor } from './held-for.ts'
import { LimitText, limitFor } from './limit.ts'
import { containedBefore, type PartsInDoubt, partsInDoubt } from './parts-in-doubt.ts'
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
 * A selection that loses more votes than the limit, in total or in one mode. Smaller falls are honest corrections: they pass, marked.
 * One county in 2024: mail votes replaced by polling-place votes for four hours; one candidate 4,822, 65, …, 5,294 (DOMAIN §3).
 * A total is judged without those of its parts that are held, or were at the last verdict: their doubt is theirs.
 * A held fall that the count makes up for ends by itself: one county went 6,337 → 6,137 → 6,251 while the county went on.
 */
export const fall = component({
  type: 'fall',
  summary: `Holds a result in which a selection lost more votes than the limit, in total or in one mode (default: ${defaultLimit}).`,
  options,
  create: ({ at_most = defaultLimit, stages = {} }): Check => ({
    last: true,
    *examine(examined) {
      const stage = stageAt(examined.election, examined.capturedAt)
      const limit = limitFor((stage === undefined ? undefined : stages[stage]) ?? at_most)
      const doubted = new Set<ResultKey>()
      const parts = partsInDoubt(examined, (key) => doubted.has(key) || examined.doubted(key))
      const fallen = compared(examined).changed.filter((one) => mayHaveFallen(one, limit))
      for (const one of smallestUnitsFirst(fallen, examined.election)) {
        const doubt = fallIn(one, examined, limit, parts)
        if (doubt === undefined) continue
        doubted.add(one.result.key)
        yield doubt
      }
      yield* fellMostly(examined, doubted)
    },
  }),
})

/** Parts before the totals that contain them: a longer id is a smaller unit, and so is one that the election puts in others. */
function smallestUnitsFirst(some: readonly Changed[], { liesIn = {} }: Election): readonly Changed[] {
  const depth = ({ result }: Changed): number => {
    const { id } = result.record.unit
    return id.split('/').length + (liesIn[id] ? 1 : 0)
  }
  return some.toSorted((one, other) => depth(other) - depth(one))
}

function fallIn(
  { result, stood }: Changed,
  examined: Examined,
  limit: (figure: number) => number,
  parts: PartsInDoubt,
): Doubt | undefined {
  const total = totalOf(result)
  // All to zero is a case of its own, and so is a selection that is gone.
  if (total === 0) return undefined
  const [was, now] = [withModes(stood), withModesOf(result)]
  let fallen = falls(was, now, limit)
  if (fallen.length === 0) return undefined
  const known = parts.known(result)
  if (known.length > 0) {
    const were = known.map(({ key }) => withModes(containedBefore(examined, key) ?? { votes: {} }))
    fallen = falls(without(was, were), without(now, known.map(withModesOf)), limit)
  }
  const hidden = fallen.length === 0 ? 0 : parts.hidden(result)
  fallen = fallen.filter(({ from, to }) => from - to > limit(from) + hidden)
  if (fallen.length === 0) return undefined
  const grew = total > sumOf(stood.votes)
  if (grew && isMadeUpFor(fallen, heldForFall(examined, result), limit)) return undefined
  const said = inWords(fallen, result)
  const more = said.length > 3 ? ` and ${said.length - 3} more` : ''
  return doubtAbout(result, 'CHECK_FALL', `votes fell: ${said.slice(0, 3).join(', ')}${more}`)
}

/** Whether any figure fell, before all of them are put beside each other: mostly none did. */
function mayHaveFallen({ result, stood, fell }: Changed, limit: (figure: number) => number): boolean {
  if (!fell) return false
  const isFall = (from: number | undefined, to: number | undefined): boolean =>
    from !== undefined && to !== undefined && to < from && from - to > limit(from)
  for (const { id, votes } of result.record.selections) {
    if (isFall(stood.votes[id], votes.total)) return true
    const reported = stood.modes?.[id]
    for (const mode in reported) if (isFall(reported[mode as Mode], votes[mode as Mode])) return true
  }
  return false
}

/** Of a selection whose total fell, its modes say nothing more. */
function inWords(fallen: readonly Fall[], { record }: Result): readonly string[] {
  const named = new Map(record.selections.map(({ id, name }) => [id, name]))
  const totals = new Set(fallen.map(({ id }) => id))
  return fallen.flatMap(({ id, from, to }) => {
    const { selection, mode } = selectionAndMode(id)
    if (mode !== undefined && totals.has(selection)) return []
    const words =
      mode === undefined ? '' : `, ${mode.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`
    return [`${named.get(selection) ?? selection}${words} ${count(from)} → ${count(to)}`]
  })
}

/** What the last capture said of a result that was held for a fall. */
function heldForFall(examined: Examined, result: Result): VotesById | undefined {
  const held = examined.heldBefore.get(result.key)
  return held && heldFor(examined, 'CHECK_FALL', result) && withModes(held)
}

/**
 * The count, which has more votes in all than stand, went on: every figure that fell is rising again, and what it lacks is
 * no more than four times the limit. The total stayed far below where a mode was missing; where votes changed places, far more was lacking.
 */
function isMadeUpFor(
  fallen: readonly Fall[],
  held: VotesById | undefined,
  limit: (figure: number) => number,
): boolean {
  if (held === undefined) return false
  return fallen.every(({ id, from, to }) => to > (held[id] ?? 0) && from - to <= 4 * limit(from))
}

interface Fall {
  readonly id: string
  readonly from: number
  readonly to: number
}

function falls(before: VotesById, now: VotesById, limit: (figure: number) => number): readonly Fall[] {
  return Object.entries(before).flatMap(([id, from]) => {
    const to = now[id]
    return to !== undefined && from - to > limit(from) ? [{ id, from, to }] : []
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
