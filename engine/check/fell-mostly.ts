import { contestAndUnit, type ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'
import type { Changed } from './changed.ts'
import type { Doubt, Examined } from './check.ts'
import { compared } from './compared.ts'
import { count, placesOf, sumOf } from './figures.ts'

/** So many results of one contest, or of one unit, must have fallen: fewer are corrections. */
const atLeast = 10

/** What results have in common: their contest, their unit, or that they are of one feed. */
const kinds = {
  contest: { of: (key: ResultKey) => contestAndUnit(key).contest, where: 'units' },
  unit: { of: (key: ResultKey) => contestAndUnit(key).unit, where: 'contests' },
  all: { of: () => '*', where: 'results' },
} as const
type Kind = keyof typeof kinds

/**
 * What else changed of a contest, of a unit, or at all, where votes fell in most of its results: columns or rows have
 * moved, and what did not fall moved too. `fallen`: the results in which they did. First votes that are more than these
 * are let go: a night begins, and one of the first that reported takes something back.
 */
export function* fellMostly(examined: Examined, fallen: ReadonlySet<ResultKey>): Iterable<Doubt> {
  if (fallen.size < atLeast) return
  const { before, now } = examined
  const held = new Set(fallen)
  for (const kind of ['contest', 'unit', 'all'] as const) {
    const { of } = kinds[kind]
    const fell = Map.groupBy(fallen, of)
    const standing = countOf(before, of)
    const mostly = new Map(
      [...fell].filter(([id, keys]) => keys.length >= atLeast && keys.length * 2 > (standing.get(id) ?? 0)),
    )
    if (mostly.size === 0) continue
    const others = compared(examined).changed.filter(
      ({ result: { key } }) => !held.has(key) && mostly.has(of(key)),
    )
    for (const [id, some] of Map.groupBy(others, ({ result }) => of(result.key))) {
      const keys = mostly.get(id) ?? []
      const rest = withoutMany(some, keys.length).map(({ result }) => result)
      const [first] = keys.flatMap((key) => now.get(key) ?? [])
      if (rest.length === 0 || first === undefined) continue
      for (const { key } of rest) held.add(key)
      yield doubtAboutRest(first, rest, kind, `${count(keys.length)} of ${count(standing.get(id) ?? 0)}`)
    }
  }
}

/** Those that stood with votes, and the others too if these are not more than `most`. */
function withoutMany(some: readonly Changed[], most: number): readonly Changed[] {
  const hadVotes = some.filter(({ stood }) => sumOf(stood.votes) > 0)
  return some.length - hadVotes.length > most ? hadVotes : some
}

/** How many results with votes stand, by what they have in common. */
function countOf(before: Examined['before'], of: (key: ResultKey) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [key, { votes }] of before) {
    if (sumOf(votes) === 0) continue
    const id = of(key)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}

function doubtAboutRest({ record }: Result, rest: readonly Result[], kind: Kind, share: string): Doubt {
  const { contest, unit } = record
  const { group, scope, name } = {
    contest: { group: contest.id, scope: { contests: [contest.id] }, name: `${contest.name}: ` },
    unit: { group: unit.id, scope: { units: [unit.id] }, name: `${unit.name}: ` },
    all: { group: 'rest', scope: {}, name: '' },
  }[kind]
  const are = rest.length === 1 ? 'is' : 'are'
  return {
    code: 'CHECK_FELL_MOSTLY',
    group,
    scope,
    keys: rest.map(({ key }) => key),
    reason: `${name}votes fell in ${share} ${kinds[kind].where}, so ${count(rest.length)} more that changed ${are} held with them`,
    places: placesOf(rest),
  }
}
