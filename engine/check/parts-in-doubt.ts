import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Examined } from './check.ts'
import { partsByParent, type VotesById, votesOf } from './figures.ts'

/** What doubt about smaller units explains of the figures of a larger one. */
export interface PartsInDoubt {
  /** Results of the same contest in units of this one that are held, or were at the last verdict. */
  known(whole: Result): readonly Result[]
  /**
   * So many votes of one selection may have come and gone with units in doubt that lie in this one, and of which the feed
   * has no result in its contest: at most what one selection had there in any contest.
   */
  hidden(whole: Result): number
}

/** `isHeld` is asked anew each time: checks find doubt while they go from the smallest units to the largest. */
export function partsInDoubt(examined: Examined, isHeld: (key: ResultKey) => boolean): PartsInDoubt {
  const parts = partsByParent(examined)
  const isInDoubt = (key: ResultKey): boolean => isHeld(key) || examined.heldBefore.has(key)
  const unitsIn = unitsByContainer(examined)
  const byUnit = Map.groupBy(
    new Set([...examined.now.keys(), ...examined.heldBefore.keys()]),
    (key) => contestAndUnit(key).unit,
  )
  return {
    known: ({ record: { contest, unit } }) =>
      (parts.get(`${contest.id}|${unit.id}`) ?? []).filter(({ key }) => isInDoubt(key)),
    hidden({ record: { contest, unit } }) {
      let votes = 0
      for (const part of unitsIn.get(unit.id) ?? []) {
        const keys = byUnit.get(part) ?? []
        if (!keys.some(isInDoubt) || keys.some((key) => contestAndUnit(key).contest === contest.id)) continue
        votes += Math.max(0, ...keys.flatMap((key) => Object.values(figuresIn(examined, key))))
      }
      return votes
    },
  }
}

/** The units that the election says lie in others, by those others. */
function unitsByContainer({ election }: Examined): ReadonlyMap<string, readonly string[]> {
  const units = new Map<string, string[]>()
  for (const [unit, containers] of Object.entries(election.liesIn ?? {})) {
    for (const container of containers) units.set(container, [...(units.get(container) ?? []), unit])
  }
  return units
}

/** The largest figures that a larger unit can have contained of this result: as last held, else as they are. */
function figuresIn(examined: Examined, key: ResultKey): VotesById {
  const now = examined.now.get(key)
  return containedBefore(examined, key) ?? (now === undefined ? {} : votesOf(now))
}

/** What a total that stands contained of this part: the figures its capture gave, published or held. */
export const containedBefore = ({ heldBefore, before }: Examined, key: ResultKey): VotesById | undefined =>
  (heldBefore.get(key) ?? before.get(key))?.votes
