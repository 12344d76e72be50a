import { contestAndUnit } from '../../model/ids.ts'
import type { CurrentEntry } from '../../register/current-entries.ts'
import { typeOfUnit } from './type-of-unit.ts'

/**
 * The units of one division of the unit that they lie in: no vote is in two of them. Counties and independent cities that
 * one feed reports side by side divide a state together; the districts of another feed divide it once more, and adding both
 * would count every vote twice. Of several divisions the one with the most votes counts, then that with the most units.
 */
export function oneDivision(parts: readonly CurrentEntry[]): readonly CurrentEntry[] {
  const groups: { types: Set<string>; parts: CurrentEntry[] }[] = []
  const ofFeeds = new Map<string, Set<string>>()
  for (const one of parts)
    for (const feed of one.envelope.feeds)
      ofFeeds.set(feed, (ofFeeds.get(feed) ?? new Set()).add(typeOf(one)))
  for (const types of ofFeeds.values()) join(groups, types)
  if (groups.length < 2) return parts
  for (const one of parts) groups.find(({ types }) => types.has(typeOf(one)))?.parts.push(one)
  const [first] = groups.toSorted(
    (one, other) =>
      votesIn(other.parts) - votesIn(one.parts) ||
      other.parts.length - one.parts.length ||
      ([...one.types].toSorted().join(' ') < [...other.types].toSorted().join(' ') ? -1 : 1),
  )
  return first?.parts ?? []
}

/**
 * Without units of these types, which the election says are made of others that are here too: they divide the unit once more,
 * whichever feeds report them. Of both divisions again the one with the most votes.
 */
export function notTwice(
  parts: readonly CurrentEntry[],
  types: ReadonlySet<string>,
): readonly CurrentEntry[] {
  const districts = parts.filter((one) => types.has(typeOf(one)))
  const others = parts.filter((one) => !types.has(typeOf(one)))
  return others.length === 0 || votesIn(districts) > votesIn(others) ? districts : others
}

/** Types that any feed reports side by side come together. */
function join(groups: { types: Set<string>; parts: CurrentEntry[] }[], types: ReadonlySet<string>): void {
  const same = groups.filter((group) => [...types].some((type) => group.types.has(type)))
  const merged = { types: new Set([...types, ...same.flatMap((one) => [...one.types])]), parts: [] }
  for (const one of same) groups.splice(groups.indexOf(one), 1)
  groups.push(merged)
}

/** As its id has it, which all sources share; else as its record does. */
export const typeOf = ({ envelope }: CurrentEntry): string =>
  typeOfUnit(contestAndUnit(envelope.key).unit) || (envelope.record?.unit.type ?? 'other')

const votesIn = (parts: readonly CurrentEntry[]): number =>
  parts.reduce(
    (sum, { envelope }) =>
      sum + (envelope.record?.selections ?? []).reduce((own, { votes }) => own + votes.total, 0),
    0,
  )
