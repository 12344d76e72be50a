import type { Result } from '../model/result.ts'
import type { Doubt, Examined } from './check.ts'
import { count, doubtAboutAll, totalOf } from './figures.ts'
import { earlierBy, haveSameFigures, numberedName, placesOfSelections, stoodAlike } from './numbered-names.ts'

/** The results of one unit, by contest. */
type OfUnit = ReadonlyMap<string, Result>

/**
 * `found` have numbers behind names. Every unit stands there again under its name and a number, with the very same votes in all contests: the whole file is
 * doubtful. Before much is counted, all that have one name are equal.
 */
export function unitsTwice(
  found: readonly Result[],
  { now, before }: Pick<Examined, 'now' | 'before'>,
  fromVotes: number,
): Doubt | undefined {
  if (!found.some(({ record }) => numberedName(record.unit.name) !== undefined)) return undefined
  const units = new Map<string, Map<string, Result>>()
  for (const one of now.values()) {
    const { unit, contest } = one.record
    const own = units.get(unit.name) ?? new Map<string, Result>()
    units.set(unit.name, own)
    // Two units of one name are told apart by something else.
    if (own.has(contest.id)) return undefined
    own.set(contest.id, one)
  }
  const earlier = earlierBy(new Map([...units].map(([name, own]) => [name, [own]])))
  const paired = new Set<string>()
  const pairs: (readonly [Result, Result])[] = []
  let votes = 0
  for (const [name, own] of units) {
    const twin = earlier(name).find((one) => areEqual(one, own))
    if (twin === undefined) continue
    paired.add(name)
    for (const [contest, one] of own) {
      votes += totalOf(one)
      pairs.push([twin.get(contest) as Result, one])
    }
    for (const { record } of twin.values()) paired.add(record.unit.name)
  }
  const [pair] = pairs
  if (pair === undefined || paired.size < units.size || stoodAlike(pairs, before)) return undefined
  // Two boards of one name, with two votes each, are the same by chance.
  const figures = pairs.flatMap(([, { record }]) =>
    record.selections.filter(({ votes: { total } }) => total > 0),
  )
  if (figures.length < 3 && votes < fromVotes) return undefined
  const [first, again] = pair
  return doubtAboutAll(
    'CHECK_REPEATED',
    `All units stand there twice, with the same ${count(votes)} votes (${first.record.unit.name} and ${again.record.unit.name}, …): a report that is in its file twice?`,
    placesOfSelections(pair),
  )
}

const areEqual = (one: OfUnit, other: OfUnit): boolean =>
  one.size === other.size &&
  [...one].every(([contest, result]) => {
    const its = other.get(contest)
    return its !== undefined && haveSameFigures(result, its)
  })
