import type { Crosswalk } from '../model/desk.ts'
import { contestAndUnit, type ResultKey, resultKey } from '../model/ids.ts'
import type { ResultRecord, Unit } from '../model/result.ts'
import { aboveById, isInside, unitAbove } from '../results/unit-above.ts'
import { typeOfUnit } from './arbitrate/type-of-unit.ts'

/** Between the ids of one feed, in which the ledger and its sums are kept, and those of the election. */
export interface ElectionIds {
  /** The feed's key in the ids of the election. */
  ours(theirs: ResultKey): ResultKey
  /** The election's key in the ids of the feed. It is of something else there if `ours` of it is another key: nothing of the feed reads as this. */
  theirs(ours: ResultKey): ResultKey
  /** What the feed says, in the ids of the election. */
  record(theirs: ResultRecord): ResultRecord
  /**
   * The units that one of the feed lies in, the nearest first, in the ids of the election, up to the feed's jurisdiction.
   * None of them lies in one before it.
   */
  wayAbove(theirs: Place, feedUnit: string | undefined): readonly string[]
  /** Does the crosswalk read another id of the feed as the key that this one would be? Nothing of the feed reads as it then. */
  isHidden(theirs: ResultKey): boolean
}

type Place = Pick<Unit, 'id' | 'within'>

/** Undefined: the feed's ids are the election's. */
export function electionIds(crosswalk: Crosswalk | undefined): ElectionIds {
  if (crosswalk === undefined) return plain
  const known = made.get(crosswalk)
  if (known !== undefined) return known
  const { contests, units, selections } = crosswalk
  const back = { contests: inverted(contests), units: inverted(units) }
  const ids: ElectionIds = {
    ours: (key) => between(key, contests, units),
    theirs: (key) => between(key, back.contests, back.units),
    wayAbove: (unit, feedUnit) => wayAbove(units, unit, feedUnit),
    isHidden: (key) => ids.theirs(ids.ours(key)) !== key,
    record(record) {
      const contest = idIn(contests, record.contest.id)
      const names = Object.hasOwn(selections, contest) ? selections[contest] : undefined
      const { within: _, ...unit } = record.unit
      const within = withinIn(units, record.unit)
      const named = <One extends { readonly id: string }>(one: One): One =>
        names === undefined ? one : { ...one, id: idIn(names, one.id) }
      return {
        ...record,
        contest: { ...record.contest, id: contest },
        unit: {
          ...unit,
          id: idIn(units, unit.id),
          type: typeIn(units, record.unit),
          ...(within === undefined ? {} : { within }),
        },
        selections: record.selections.map(named),
        ...(record.suppressed === undefined ? {} : { suppressed: record.suppressed.map(named) }),
      }
    },
  }
  made.set(crosswalk, ids)
  return ids
}

type Names = Readonly<Record<string, string>>

/** A crosswalk is compiled once and asked for every key. */
const made = new WeakMap<Crosswalk, ElectionIds>()

const plain: ElectionIds = {
  ours: (key) => key,
  theirs: (key) => key,
  record: (record) => record,
  wayAbove: (unit, feedUnit) => wayAbove({}, unit, feedUnit),
  isHidden: () => false,
}

/** The unit directly above, where the feed says one. */
function withinIn(units: Names, unit: Place): string | undefined {
  if (unit.within === undefined) return undefined
  return isPlacedAnew(units, unit.id, unit.within)
    ? aboveById(idIn(units, unit.id))
    : idIn(units, unit.within)
}

/** What is read as a unit that the feed has around it is of that unit's type: all precincts of a county are a county. */
function typeIn(units: Names, { id, within, type }: Unit): string {
  if (within === undefined || !isPart(units, within, id)) return type
  return typeOfUnit(idIn(units, id)) || type
}

/**
 * Does only its id in the election say where a unit lies? What the feed has as a part of a county may be the county itself:
 * the county does not lie in it, nor in itself. And a feed that says no more than its own id, or less than that of the
 * election, says nothing against it.
 */
function isPlacedAnew(units: Names, id: string, within: string): boolean {
  if (isPart(units, within, id)) return true
  const ours = idIn(units, id)
  const above = idIn(units, within)
  if (ours === id || above !== within || aboveById(ours) === undefined) return false
  return isInside(ours, above) || id.slice(0, Math.max(0, id.lastIndexOf('/'))) === within
}

/** No unit lies deeper: what goes on for longer goes round in a circle. */
const mostLevels = 16

function wayAbove(units: Names, unit: Place, feedUnit: string | undefined): readonly string[] {
  const above = unitAbove(unit, feedUnit)
  if (above === undefined || !isPlacedAnew(units, unit.id, above))
    return wayFrom(unit.id, above, units, feedUnit)
  const ours = idIn(units, unit.id)
  const end = feedUnit && idIn(units, feedUnit)
  return wayFrom(ours, unitAbove({ id: ours }, end), {}, end)
}

/** Upwards from a unit: those beyond the first follow from ids alone. What reads as a part of one before it is left out. */
function wayFrom(
  unit: string,
  first: string | undefined,
  units: Names,
  feedUnit: string | undefined,
): readonly string[] {
  const way: string[] = []
  let below = unit
  let next = first
  for (let level = 0; next !== undefined && level < mostLevels; level += 1) {
    if (!isPart(units, next, below)) {
      way.push(idIn(units, next))
      below = next
    }
    next = unitAbove({ id: next }, feedUnit)
  }
  return way
}

/** Does a unit of the feed read as another one, or as a part of what that is read as? */
function isPart(units: Names, unit: string, other: string): boolean {
  const [part, whole] = [idIn(units, unit), idIn(units, other)]
  const isRead = part !== unit || whole !== other
  return part === whole || (isRead && isInside(part, whole))
}

const between = (key: ResultKey, contests: Names, units: Names): ResultKey => {
  const { contest, unit } = contestAndUnit(key)
  return resultKey(idIn(contests, contest), idIn(units, unit))
}

const idIn = (names: Names, id: string): string => (Object.hasOwn(names, id) ? (names[id] ?? id) : id)

const inverted = (names: Names): Names =>
  Object.fromEntries(Object.entries(names).map(([theirs, ours]) => [ours, theirs]))
