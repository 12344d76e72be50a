import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equalSteps, mayRise } from '../../engine/check/deck-patterns.ts'
import { hiddenTotal } from '../../engine/check/hidden-total.ts'
import { mixedContests } from '../../engine/check/mixed-contests.ts'
import { sameBlock } from '../../engine/check/same-block.ts'
import { ask, county, examined, type Said } from '../helpers/examined.ts'

/** What checks find after a cheap look at all is what is found by looking at everything beside everything. */
const counties = ['elm', 'oak', 'ash', 'yew']
const contests = ['mn/one', 'mn/two', 'mn/three']
const names = ['ada', 'ben', 'cy', 'di']
const capture = (
  figure: fc.Arbitrary<number>,
  most = names.length,
  least = 1,
): fc.Arbitrary<readonly Said[]> =>
  fc.uniqueArray(
    fc.record({
      contest: fc.constantFrom(...contests),
      unit: fc.constantFrom(...counties.map(county)),
      votes: fc.dictionary(fc.constantFrom(...names.slice(0, most)), figure, { minKeys: least }),
    }),
    { selector: ({ contest, unit }) => `${contest}|${unit}`, maxLength: 12 },
  )
const votesOf = ({ votes }: Said) => votes as Readonly<Record<string, number>>
const sum = (figures: readonly number[]): number => figures.reduce((all, one) => all + one, 0)
const ofUnit = (all: readonly Said[], unit: string) => all.filter((one) => one.unit === unit)
const unitsOf = (all: readonly Said[]) => [...new Set(all.map(({ unit }) => unit))]
const groups = (doubts: readonly { readonly group: string }[]) => doubts.map(({ group }) => group).toSorted()

/** One unit is often the sum of the others, or nearly. */
const withTotal = fc
  .tuple(capture(fc.constantFrom(0, 7, 40, 300, -5), 2), fc.constantFrom(0, 0, 0, 1), fc.boolean())
  .map(([all, more, isAdded]) => {
    if (!isAdded) return all
    const parts = all.filter(({ unit }) => unit !== county('yew'))
    const totals = contests.flatMap((contest): readonly Said[] => {
      const own = parts.filter((one) => one.contest === contest)
      const ids = [...new Set(own.flatMap((one) => Object.keys(votesOf(one))))]
      if (ids.length === 0) return []
      const votes = ids.map(
        (id, at) => [id, sum(own.map((one) => votesOf(one)[id] ?? 0)) + at * more] as const,
      )
      return [{ contest, unit: county('yew'), votes: Object.fromEntries(votes) }]
    })
    return [...parts, ...totals]
  })

function totalsIn(all: readonly Said[]): readonly string[] {
  if (unitsOf(all).length < 3) return []
  return unitsOf(all).filter((unit) => {
    let digits = 0
    for (const mine of ofUnit(all, unit)) {
      const beside = all.filter((one) => one.contest === mine.contest)
      for (const id of names) {
        const votes = votesOf(mine)[id] ?? 0
        if (sum(beside.map((one) => votesOf(one)[id] ?? 0)) !== 2 * votes) return false
        if (beside.filter((one) => sum(Object.values(votesOf(one))) > 0).length >= 3)
          digits += Math.log10(votes + 1)
      }
    }
    return digits >= 4
  })
}

test('a unit that is the sum of all others is found, and no other', () => {
  let found = 0
  fc.assert(
    fc.property(withTotal, (all) => {
      const wanted = totalsIn(all)
      found += wanted.length
      expect(groups(ask(hiddenTotal, examined(all)))).toEqual(wanted.toSorted())
    }),
    { numRuns: 2_000 },
  )
  expect(found).toBeGreaterThan(20)
})

/** Units that are equal in every contest that both have, in one of them with three selections and 300 votes. */
function twinsIn(all: readonly Said[]): readonly string[] {
  const text = (one: Said | undefined) => one && JSON.stringify(Object.entries(votesOf(one)))
  return unitsOf(all).filter((unit) =>
    unitsOf(all).some((other) => {
      const both = ofUnit(all, unit).flatMap((mine) => {
        const its = ofUnit(all, other).find(({ contest }) => contest === mine.contest)
        return its === undefined ? [] : [[mine, its] as const]
      })
      const isTold = ({ votes }: Said): boolean => {
        const figures = Object.values(votes as Record<string, number>)
        return sum(figures) >= 300 && figures.filter((one) => one > 0).length >= 3
      }
      const areEqual = both.every(([mine, its]) => text(mine) === text(its))
      return unit !== other && areEqual && both.some(([mine]) => isTold(mine))
    }),
  )
}

test('units with the very same figures are found, and no others', () => {
  let found = 0
  fc.assert(
    fc.property(capture(fc.constantFrom(0, 120, 120, 120), 3, 2), (all) => {
      const wanted = twinsIn(all)
      found += wanted.length
      expect(groups(ask(sameBlock, examined(all)))).toEqual(wanted.toSorted())
    }),
    { numRuns: 2_000 },
  )
  expect(found).toBeGreaterThan(20)
})

/** Results that have what their contest has elsewhere and, besides, what another has somewhere, which their unit lacks. */
function mixedIn(all: readonly Said[]): readonly string[] {
  const list = (one: Said) => Object.keys(votesOf(one)).toSorted()
  return all.flatMap((mine) => {
    const shorter = all.filter(({ contest }) => contest === mine.contest).map(list)
    const others = all.filter(({ contest }) => contest !== mine.contest)
    const inside = others.filter((other) => {
      const both = shorter.map((some) => [...some, ...list(other)].toSorted().join('\n'))
      return list(other).length > 1 && both.includes(list(mine).join('\n'))
    })
    const meant = new Set(inside.map(({ contest }) => contest))
    const here = new Set(ofUnit(all, mine.unit).map(({ contest }) => contest))
    return [...meant].filter((contest) => !here.has(contest)).map(() => mine.unit)
  })
}

test('results with the selections of two contests are found, and no others', () => {
  let found = 0
  fc.assert(
    fc.property(capture(fc.constant(50)), (all) => {
      const wanted = mixedIn(all)
      found += wanted.length
      expect(groups(ask(mixedContests, examined(all)))).toEqual(wanted.toSorted())
    }),
    { numRuns: 2_000 },
  )
  expect(found).toBeGreaterThan(20)
})

test('whatever rises by equal steps may rise', () => {
  const steps = fc.record({ first: fc.nat(50), step: fc.nat(60), many: fc.nat(7), by: fc.array(fc.nat(6)) })
  fc.assert(
    fc.property(steps, ({ first, step, many, by }) => {
      const votes = Array.from({ length: many }, (_, at) => first + at * step + (by[at] ?? 3) - 3)
      const may = mayRise(votes.map((total) => ({ votes: { total } })))
      expect(equalSteps(votes) === undefined || may).toBe(true)
    }),
    { numRuns: 5_000 },
  )
  expect(mayRise([1, 2, 3, 3].map((total) => ({ votes: { total } })))).toBe(false)
})
