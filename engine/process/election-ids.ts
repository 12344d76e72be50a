import type { Crosswalk } from '../model/desk.ts'
import { contestAndUnit, type ResultKey, resultKey } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'

/** Between the ids of one feed, in which the ledger and its sums are kept, and those of the election. */
export interface ElectionIds {
  /** The feed's key in the ids of the election. */
  ours(theirs: ResultKey): ResultKey
  /** The election's key in the ids of the feed. It is of something else there if `ours` of it is another key: nothing of the feed reads as this. */
  theirs(ours: ResultKey): ResultKey
  /** What the feed says, in the ids of the election. */
  record(theirs: ResultRecord): ResultRecord
}

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
    record(record) {
      const contest = idIn(contests, record.contest.id)
      const names = Object.hasOwn(selections, contest) ? selections[contest] : undefined
      const { within } = record.unit
      const named = <One extends { readonly id: string }>(one: One): One =>
        names === undefined ? one : { ...one, id: idIn(names, one.id) }
      return {
        ...record,
        contest: { ...record.contest, id: contest },
        unit: {
          ...record.unit,
          id: idIn(units, record.unit.id),
          ...(within === undefined ? {} : { within: idIn(units, within) }),
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

const plain: ElectionIds = { ours: (key) => key, theirs: (key) => key, record: (record) => record }

const between = (key: ResultKey, contests: Names, units: Names): ResultKey => {
  const { contest, unit } = contestAndUnit(key)
  return resultKey(idIn(contests, contest), idIn(units, unit))
}

const idIn = (names: Names, id: string): string => (Object.hasOwn(names, id) ? (names[id] ?? id) : id)

const inverted = (names: Names): Names =>
  Object.fromEntries(Object.entries(names).map(([theirs, ours]) => [ours, theirs]))
