import { Type } from 'typebox'
import { component } from '../component.ts'
import type { Election, ExpectedContest } from '../model/election.ts'
import type { Result } from '../model/result.ts'
import type { Check, Doubt, Examined } from './check.ts'
import { deckSize, equalSteps, mayRise, risingMinors } from './deck-patterns.ts'
import { count, placesOf, totalOf } from './figures.ts'
import { heldFor } from './held-for.ts'
import { limitFor, ShareText, share } from './limit.ts'
import { suspects, suspectsIn } from './suspects.ts'

const shares = Type.Object(
  {
    minor: Type.Optional(ShareText),
    write_in: Type.Optional(ShareText),
  },
  {
    additionalProperties: false,
    description: 'More than this for minor candidates and write-ins together, or for write-ins.',
  },
)
const options = Type.Object(
  {
    shares: Type.Optional(
      Type.Record(Type.String({ pattern: '^[^\\s|]+$' }), shares, {
        additionalProperties: false,
        description: 'By contest id: limits that no honest count reaches.',
      }),
    ),
  },
  { additionalProperties: false },
)

/**
 * The patterns of test decks, with which offices try their machines: votes that rise by equal steps down the ballot, or
 * minor candidates and write-ins that rise strictly; by contest, shares that no honest count has. A unit that shows one
 * is held with all its contests, and stays held until none of the contests that showed it could still contain a deck
 * worth more than the limit. One county: 328, 656, … 3,282, with a residue for eight hours (DOMAIN §3).
 */
export const testDeck = component({
  type: 'test_deck',
  summary: 'Holds units whose figures look like a test deck, until they could no longer contain one.',
  options,
  create: ({ shares: limits = {} }): Check => {
    const patternsIn = ({ contests }: Election): ((result: Result) => string | undefined) => {
      const expected = new Map(contests.map((contest) => [contest.id, contest]))
      return (result) => {
        const { id } = result.record.contest
        return pattern(result, expected.get(id), limits)
      }
    }
    const showing = suspects((election) => {
      const patternOf = patternsIn(election)
      return (result) => patternOf(result) !== undefined
    })
    return {
      gathers: [showing],
      *examine(examined) {
        const isHeld = examined.holds.some(({ code }) => code === 'CHECK_TEST_DECK')
        if (suspectsIn(examined, showing).length === 0 && !isHeld) return
        const patternOf = patternsIn(examined.election)
        const byUnit = Map.groupBy(examined.now.values(), ({ record }) => record.unit.id)
        for (const [unit, results] of byUnit) {
          const shown = results.flatMap((result) => {
            const { contest } = result.record
            const said = patternOf(result)
            return said === undefined ? [] : [{ contest: contest.id, said: `${contest.name}: ${said}` }]
          })
          const evidence = new Set(shown.map(({ contest }) => contest))
          for (const found of residue(examined, results, evidence)) {
            evidence.add(found.contest)
            shown.push(found)
          }
          if (shown.length > 0) yield doubtAboutUnit(unit, results, shown, [...evidence])
        }
      },
    }
  },
})

interface Shown {
  readonly contest: string
  readonly said: string
}

function doubtAboutUnit(
  unit: string,
  results: readonly Result[],
  shown: readonly Shown[],
  evidence: readonly string[],
): Doubt {
  return {
    code: 'CHECK_TEST_DECK',
    group: unit,
    scope: { units: [unit] },
    keys: results.map(({ key }) => key),
    reason: `${results[0]?.record.unit.name}, ${shown.map(({ said }) => said).join('; ')}`,
    evidence,
    places: placesOf(results),
  }
}

type LimitsByContest = Readonly<Record<string, { readonly minor?: string; readonly write_in?: string }>>

function pattern(
  result: Result,
  expected: ExpectedContest | undefined,
  all: LimitsByContest,
): string | undefined {
  const { selections } = result.record
  const step = mayRise(selections) ? equalSteps(selections.map(({ votes }) => votes.total)) : undefined
  if (step !== undefined) return `votes rise by equal steps of about ${count(step)} down the ballot`
  const majors = expected?.majorParties
  // By itself: a function that makes others would cost an object for every result.
  return majors === undefined ? undefined : patternBeside(majors, result, all)
}

/** What shows beside the candidates of the large parties. */
function patternBeside(majors: readonly string[], result: Result, all: LimitsByContest): string | undefined {
  const { selections } = result.record
  const minors = selections.filter(({ party }) => !majors.includes(party ?? ''))
  if (risingMinors(minors.map(({ votes }) => votes.total))) {
    return `${minors.length} minor candidates and write-ins rise strictly in ballot order`
  }
  const sum = totalOf(result)
  const part = (chosen: typeof selections): number =>
    sum < 100 ? 0 : chosen.reduce((votes, one) => votes + one.votes.total, 0) / sum
  const limits = all[result.record.contest.id]
  const writeIns = part(selections.filter(({ writeIn }) => writeIn))
  if (limits?.write_in !== undefined && writeIns > share(limits.write_in)) {
    return `write-ins have ${percent(writeIns)} of the votes (limit ${limits.write_in})`
  }
  if (limits?.minor !== undefined && part(minors) > share(limits.minor)) {
    return `minor candidates and write-ins have ${percent(part(minors))} of the votes (limit ${limits.minor})`
  }
  return undefined
}

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`

/** Of a unit that is held for a deck: the contests that showed it and could still contain one. */
function residue(
  examined: Examined,
  results: readonly Result[],
  known: ReadonlySet<string>,
): readonly Shown[] {
  if (!examined.holds.some(({ code }) => code === 'CHECK_TEST_DECK')) return []
  const [hold] = results.flatMap((result) => heldFor(examined, 'CHECK_TEST_DECK', result) ?? [])
  if (hold === undefined) return []
  const evidence = new Set(hold.evidence)
  const dirty = results.flatMap((result) => {
    const { contest, selections } = result.record
    if (!evidence.has(contest.id)) return []
    const deck = deckSize(selections.map(({ votes }) => votes.total))
    if (deck <= worthHolding(totalOf(result))) return []
    return [
      {
        contest: contest.id,
        said: `${contest.name}: up to ${count(deck)} votes of the test deck may still be inside`,
      },
    ]
  })
  if (dirty.length === 0 && known.size === 0) return []
  // One upload brought all of it: as long as one contest is not clean, none is.
  const kept = [...evidence].filter(
    (contest) => !known.has(contest) && !dirty.some((one) => one.contest === contest),
  )
  return [
    ...dirty.filter(({ contest }) => !known.has(contest)),
    ...kept.map((contest) => ({ contest, said: `${contest}: part of the same upload` })),
  ]
}

/** What a fall of this size would have to be, to be held. */
const worthHolding = limitFor('10 votes or 0.5 %')
