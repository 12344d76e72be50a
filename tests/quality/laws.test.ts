import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FeedId } from '../../engine/model/ids.ts'
import type { Question, Said } from '../../engine/quality/rule.ts'
import * as rules from '../../engine/quality/table.ts'
import { complete, harbor, question, ruleOf, said, state, withRegistration } from './questions.ts'

const names = ['A', 'B', 'C', 'D']
const parties = { A: 'DEM', B: 'REP', C: 'LIB', D: 'GRN' }
const units = [
  harbor,
  ...['ash', 'birch', 'cedar', 'dove', 'elm', 'fir'].map((name) => `${state}/county:${name}`),
]
const contests = [
  { id: 'zz/president', name: 'US PRESIDENT' },
  { id: 'zz/senate', name: 'US SENATE' },
]

/** Options under which every rule finds something soon. */
const eager: Readonly<Record<string, object>> = {
  expected_vote: { above_percent: 1, jump_percent: 1, from_votes: 1 },
  turnout: { above_percent: 5, roll_percent: 1, from_voters: 1 },
  parent_sum: { above_percent: 0, above_votes: 0 },
  same_block: { from_votes: 1, from_selections: 2 },
  swing: { points: 0.1, from_percent: 0, from_votes: 1, from_units: 2 },
  siblings_exchanged: { points: 0.1, from_votes: 1, from_units: 2 },
  batch_share: { percent: 10, points: 0, from_votes: 1 },
  jump: { percent: 0.1, votes: 0 },
  complete_at_once: { from_units: 1 },
}

type Votes = Readonly<Record<string, number>>
const figuresOf = (votes: fc.Arbitrary<number>): fc.Arbitrary<Votes> =>
  fc
    .tuple(votes, votes, votes, votes)
    .map((all) => Object.fromEntries(names.map((name, at) => [name, all[at] ?? 0])))
const zero: Votes = { A: 0, B: 0, C: 0, D: 0 }
/** Any, and some that are equal or nothing more often than chance has it. */
const some = fc.oneof(
  figuresOf(fc.constantFrom(0, 1, 2, 300, 1_000, 40_000)),
  fc.constantFrom(zero, { A: 300, B: 200, C: 100, D: 1 }),
)

/** One feed, two contests in some units, and what there was before and elsewhere. */
function questions(figures: fc.Arbitrary<Votes>): fc.Arbitrary<Question> {
  const all = fc.tuple(...units.flatMap(() => [figures, figures]))
  return fc
    .record({ all, last: figures, other: figures, computed: fc.boolean() })
    .map(({ all: own, last, other, computed }) => {
      const more = { reporting: complete, parties }
      const around = units.flatMap((unit, at) =>
        contests.map((contest, which) => said(own[at * 2 + which] ?? {}, { ...more, unit, contest })),
      )
      const about = around[0] as Said
      return question(about, {
        ...withRegistration({ [harbor]: 50_000 }),
        expectedVotes: [{ votes: { [harbor]: 20_000 } }],
        baselines: [
          {
            contest: 'zz/*',
            parties: Object.fromEntries(units.map((unit) => [unit, { DEM: 500, REP: 400, LIB: 10 }])),
          },
        ],
        before: [said(last, { ...more, contest: contests[0] ?? {} })],
        others: [
          said(other, { ...more, feed: 'us-zz-harbor' as FeedId, computed, contest: contests[0] ?? {} }),
        ],
        siblings: around.slice(0, 2),
        beside: around.filter((_, at) => at % 2 === 0),
        around,
      })
    })
}

const turned = (one: Said): Said => ({
  ...one,
  record: { ...one.record, selections: one.record.selections.toReversed() },
})

/** The same question, every list and every record the other way round. */
const reversed = (asked: Question): Question => ({
  ...asked,
  said: turned(asked.said),
  before: asked.before.map(turned),
  others: asked.others.toReversed().map(turned),
  siblings: asked.siblings.toReversed().map(turned),
  beside: asked.beside.toReversed().map(turned),
  around: asked.around.toReversed().map(turned),
})

const byAbout = (one: { readonly about: string }, other: { readonly about: string }) =>
  one.about < other.about ? -1 : 1

describe.each(Object.values(rules).map((rule) => [rule.type, rule] as const))('%s', (type, component) => {
  test('finds the same in whatever order figures are given', () => {
    let found = 0
    fc.assert(
      fc.property(questions(some), (asked) => {
        const rule = ruleOf(component, eager[type])
        const [one, other] = [asked, reversed(asked)].map((each) =>
          rule.judge(each).map(({ about, measure, limit, words }) => ({ about, measure, limit, words })),
        )
        found += one?.length ?? 0
        expect(other?.toSorted(byAbout)).toEqual(one?.toSorted(byAbout))
      }),
      { numRuns: 200, seed: 6 },
    )
    expect(found).toBeGreaterThan(0)
  })

  test('finds only what is beyond its limit, and says so of what it was asked', () => {
    fc.assert(
      fc.property(questions(some), (asked) => {
        for (const told of ruleOf(component, eager[type]).judge(asked)) {
          expect(told.measure).toBeGreaterThanOrEqual(told.limit)
          expect(told.words.startsWith('harbor, US PRESIDENT: ')).toBe(true)
        }
      }),
      { numRuns: 100, seed: 7 },
    )
  })

  test('finds nothing where all is zero, as it is before the polls close', () => {
    const [asked] = fc.sample(questions(fc.constant(zero)), 1)
    const closed = question(said(zero, { parties }), { ...asked, said: said(zero, { parties }) })
    expect(ruleOf(component, eager[type]).judge(closed)).toEqual([])
  })
})
