import type { Override } from '../../model/current.ts'
import { contestAndUnit } from '../../model/ids.ts'
import type { ResultRecord, Selection } from '../../model/result.ts'

/**
 * Figures with those that a person set. Of these selections only the total is known, and no mode; all others are as they
 * stand. What was set and stands no longer is left out: mostly it has another id by now, and would count twice. Without figures
 * to begin with, the override is all there is: names are those of figures that are held back (`held`), else ids are names.
 */
export function overridden(
  record: ResultRecord | null,
  override: Override,
  held?: ResultRecord,
): ResultRecord {
  const { contest, unit } = contestAndUnit(override.key)
  const base: ResultRecord = record ??
    (held && namesOf(held, override)) ?? {
      election: override.election,
      contest: { id: contest, name: contest, type: 'candidate' },
      unit: { id: unit, type: 'other', name: unit },
      selections: [],
    }
  const left = new Map(Object.entries(override.votes))
  const replaced = (one: Omit<Selection, 'votes'>): Selection | undefined => {
    const total = left.get(one.id)
    if (total === undefined) return undefined
    left.delete(one.id)
    const { id, name, party, writeIn } = one
    return { id, name, ...(party === undefined ? {} : { party }), writeIn, votes: { total } }
  }
  const listed = base.selections.map((one) => replaced(one) ?? one)
  const { suppressed = [], ...rest } = base
  const shown = suppressed.flatMap((one) => replaced(one) ?? [])
  const hidden = suppressed.filter(({ id }) => !shown.some((one) => one.id === id))
  const isAlone = base.selections.length === 0 && suppressed.length === 0
  const added = (isAlone ? [...left] : []).map(([id, total]) => ({
    id,
    name: id,
    writeIn: false,
    votes: { total },
  }))
  return {
    ...rest,
    selections: [...listed, ...shown, ...added],
    ...(hidden.length === 0 ? {} : { suppressed: hidden }),
  }
}

/** Nothing but how things are called, and only what the override replaces: no figure that is held back is in it. */
function namesOf(
  { election, contest, unit, selections, suppressed = [] }: ResultRecord,
  { votes }: Override,
): ResultRecord {
  const set = [...selections, ...suppressed].filter(({ id }) => Object.hasOwn(votes, id))
  return { election, contest, unit, selections: set.map((one) => ({ ...one, votes: { total: 0 } })) }
}

/** Ids of what a person set and does not stand any more. */
export function withoutPlace(record: ResultRecord | null, { votes }: Override): readonly string[] {
  const standing = [...(record?.selections ?? []), ...(record?.suppressed ?? [])].map(({ id }) => id)
  return standing.length === 0 ? [] : Object.keys(votes).filter((id) => !standing.includes(id))
}
