import { contestAndUnit } from '../model/ids.ts'
import type { Figures, Result } from '../model/result.ts'
import type { Changed } from './changed.ts'
import type { Examined } from './check.ts'
import { compared } from './compared.ts'
import { hasAllInOrder, unitOf } from './figures.ts'

/** A result that has selections with votes which did not stand, and the contest that lost them. */
export interface CameBeside {
  readonly result: Result
  readonly names: readonly string[]
  readonly contest: string
}

/**
 * Selections that came to a result while they went from another: from another contest of the unit, whose title is
 * missing now, or from the same contest in another unit. Where a whole contest of the unit is gone, any that came is
 * meant. Write-ins come at any time.
 */
export function cameBeside(examined: Pick<Examined, 'now' | 'before'>): readonly CameBeside[] {
  const { now, before } = examined
  const { changed, missing } = compared(examined)
  // Nothing went: mostly so, and then nothing came in its place.
  if (
    missing.length === 0 &&
    inOtherOrder(examined).every(({ result, stood }) => lostOf(stood, result).length === 0)
  )
    return []
  const units = new Map<string, { contest: string; ids: readonly string[]; gone: boolean }[]>()
  const contests = new Map<string, Set<string>>()
  for (const [key, { votes, gone, digest }] of before) {
    if (gone) continue
    const result = now.get(key)
    if (result?.digest === digest) continue
    const ids = lostOf({ votes }, result)
    if (ids.length === 0) continue
    const { contest, unit } = contestAndUnit(key)
    units.set(unit, [...(units.get(unit) ?? []), { contest, ids, gone: result === undefined }])
    const lost = contests.get(contest) ?? new Set()
    contests.set(contest, lost)
    for (const id of ids) lost.add(id)
  }
  if (units.size === 0) return []
  return changed.flatMap(({ result, stood }) => {
    if (stood.gone) return []
    const own = result.record.contest.id
    const came = result.record.selections.filter(
      ({ id, writeIn, votes }) => !writeIn && votes.total > 0 && !Object.hasOwn(stood.votes, id),
    )
    if (came.length === 0) return []
    const from = (units.get(unitOf(result.key)) ?? []).find(
      ({ contest, ids, gone }) => contest !== own && (gone || came.some(({ id }) => ids.includes(id))),
    )?.contest
    const contest = from ?? (came.some(({ id }) => contests.get(own)?.has(id)) ? own : undefined)
    return contest === undefined ? [] : [{ result, names: came.map(({ name }) => name), contest }]
  })
}

/** Those that changed, but for results that have all selections that stood, in their order: nearly all do, and lost none. */
export function inOtherOrder(examined: Pick<Examined, 'now' | 'before'>): readonly Changed[] {
  const { changed } = compared(examined)
  return changed.filter(({ isOrderedElse }) => isOrderedElse)
}

/** Selections that stood and are neither said nor withheld. */
function lostOf({ votes }: Pick<Figures, 'votes'>, result: Result | undefined): readonly string[] {
  if (result !== undefined && hasAllInOrder(result, votes)) return []
  const { selections = [], suppressed = [] } = result?.record ?? {}
  const said = new Set([...selections, ...suppressed].map(({ id }) => id))
  return Object.keys(votes).filter((id) => !said.has(id))
}
