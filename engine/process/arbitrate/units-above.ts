import type { DeskFacts } from '../../model/desk.ts'
import { aboveById } from '../../results/unit-above.ts'
import { typeOfUnit } from './type-of-unit.ts'

/** The unit that the sum of a unit is a part of: as feeds have it by its id, else as the id says. */
export function aboveAsSum(unit: string, byFeeds: readonly string[]): string | undefined {
  const byId = aboveById(unit)
  return byId !== undefined && byFeeds.includes(byId) ? byId : (byFeeds[0] ?? byId)
}

/**
 * Units that it lies in wholly where no id says so: those that the election names, and of each type only one. Neither of two
 * districts that share a county is made of counties: what is left of them would be added up as if it were all.
 */
export function alsoIn({ election }: Pick<DeskFacts, 'election'>, unit: string): readonly string[] {
  const parted = partedIn(election)
  return namedAbove(election, unit).filter((one) => !parted.has(one))
}

const namedAbove = ({ liesIn = {} }: Election, unit: string): readonly string[] =>
  Object.hasOwn(liesIn, unit) ? (liesIn[unit] ?? []) : []

const knownParted = new WeakMap<Election, ReadonlySet<string>>()

/** Units that share one of those within with another of their type. */
function partedIn(election: Election): ReadonlySet<string> {
  const found = knownParted.get(election)
  if (found !== undefined) return found
  const shared = Object.keys(election.liesIn ?? {}).flatMap((unit) => {
    const byType = Map.groupBy(namedAbove(election, unit), typeOfUnit)
    return [...byType.values()].flatMap((same) => (same.length > 1 ? same : []))
  })
  const parted = new Set(shared)
  knownParted.set(election, parted)
  return parted
}

/** Types of the units that the election names above any of these, also of those that they lie in in part. */
export const typesAbove = (
  { election }: Pick<DeskFacts, 'election'>,
  units: readonly string[],
): ReadonlySet<string> => new Set(units.flatMap((unit) => namedAbove(election, unit).map(typeOfUnit)))

/** Units that lie wholly in one where no id says so. One that lies in another of them is left out: it is a part of that part. */
export function alsoWithin({ election }: Pick<DeskFacts, 'election'>, unit: string): readonly string[] {
  const all = insideOf(election)
  const found = all.get(unit) ?? []
  const names = new Set(found)
  return found.filter((one) => {
    for (let above = aboveById(one); above !== undefined; above = aboveById(above))
      if (names.has(above)) return false
    return true
  })
}

type Election = DeskFacts['election']
const known = new WeakMap<Election, ReadonlyMap<string, readonly string[]>>()

function insideOf(election: Election): ReadonlyMap<string, readonly string[]> {
  const found = known.get(election)
  if (found !== undefined) return found
  const inside = new Map<string, string[]>()
  for (const unit of Object.keys(election.liesIn ?? {}))
    for (const above of alsoIn({ election }, unit)) {
      const own = inside.get(above)
      if (own === undefined) inside.set(above, [unit])
      else own.push(unit)
    }
  known.set(election, inside)
  return inside
}
