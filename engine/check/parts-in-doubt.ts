import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Figures, Result } from '../model/result.ts'
import type { Examined } from './check.ts'
import { type VotesById, votesOf } from './figures.ts'
import { type PartsByParent, partsByParent } from './parts-by-parent.ts'

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
  // Only where something fell: most captures never need them.
  let parts: PartsByParent | undefined
  let units: UnitsInside | undefined
  const isInDoubt = (key: ResultKey): boolean => isHeld(key) || examined.heldBefore.has(key)
  return {
    known({ record: { contest, unit } }) {
      parts ??= partsByParent(examined)
      return parts.of(contest.id, unit.id).filter(({ key }) => isInDoubt(key))
    },
    hidden({ record: { contest, unit } }) {
      units ??= unitsInside(examined)
      let votes = 0
      for (const keys of units.get(unit.id) ?? []) {
        if (!keys.some(isInDoubt) || keys.some((key) => contestAndUnit(key).contest === contest.id)) continue
        votes += Math.max(0, ...keys.flatMap((key) => Object.values(figuresIn(examined, key))))
      }
      return votes
    },
  }
}

/** By unit, the results of each unit that the election says lies in it. */
type UnitsInside = ReadonlyMap<string, readonly (readonly ResultKey[])[]>

function unitsInside({ election, now, heldBefore }: Examined): UnitsInside {
  const keys = Map.groupBy(new Set([...now.keys(), ...heldBefore.keys()]), (key) => contestAndUnit(key).unit)
  const inside = new Map<string, (readonly ResultKey[])[]>()
  for (const [unit, containers] of Object.entries(election.liesIn ?? {})) {
    const mine = keys.get(unit)
    if (mine === undefined) continue
    for (const container of containers) inside.set(container, [...(inside.get(container) ?? []), mine])
  }
  return inside
}

/** The largest figures that a larger unit can have contained of this result: as last held, else as they are. */
function figuresIn(examined: Examined, key: ResultKey): VotesById {
  const now = examined.now.get(key)
  return containedBefore(examined, key)?.votes ?? (now === undefined ? {} : votesOf(now))
}

/** What a total that stands contained of this part: the figures its capture gave, published or held. */
export const containedBefore = (
  { heldBefore, before }: Examined,
  key: ResultKey,
): Pick<Figures, 'votes' | 'modes'> | undefined => heldBefore.get(key) ?? before.get(key)
