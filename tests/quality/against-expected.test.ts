import { describe, expect, test } from 'vitest'
import { completeAtOnce } from '../../engine/quality/complete-at-once.ts'
import { expectedVote } from '../../engine/quality/expected-vote.ts'
import { jump } from '../../engine/quality/jump.ts'
import { turnout } from '../../engine/quality/turnout.ts'
import { complete, harbor, question, ruleOf, said, withRegistration, wordsOf } from './questions.ts'

const expecting = (votes: number) => ({ expectedVotes: [{ votes: { [harbor]: votes } }] })

describe('expected_vote', () => {
  const rule = ruleOf(expectedVote)

  test('finds a county that is complete with a fifth of its votes, as one was in Minnesota in 2020', () => {
    const mower = said({ Biden: 1_900, Trump: 2_000 }, { reporting: complete })
    expect(rule.judge(question(mower, expecting(20_000)))).toEqual([
      {
        about: 'below',
        measure: 80.5,
        limit: 10,
        words: 'harbor, US PRESIDENT: complete with 3,900 votes, 19.5 percent of the 20,000 expected',
        table: [
          ['votes', 'expected', 'percent'],
          ['3,900', '20,000', '19.5'],
        ],
      },
    ])
  })

  test('finds early votes that were left out, where the office says that it is complete', () => {
    const kent = said({ A: 130_000, B: 120_000 }, { reporting: { status: 'unofficial-complete' } })
    expect(wordsOf(rule, question(kent, expecting(300_000)))).toEqual([
      'harbor, US PRESIDENT: complete with 250,000 votes, 83.3 percent of the 300,000 expected',
    ])
  })

  test('finds votes of a district that was counted three times, as in Fairfax in 2020', () => {
    const fairfax = said({ A: 450_000, B: 250_000 })
    expect(wordsOf(rule, question(fairfax, expecting(551_000)))).toEqual([
      'harbor, US PRESIDENT: 700,000 votes, 127 percent of the 551,000 expected',
    ])
  })

  test('lets a count go on that does not say that it is complete, however few its votes', () => {
    const partial = [
      { unitsReporting: 39, unitsTotal: 40 },
      { ...complete, status: 'unofficial-partial' } as const,
    ]
    for (const reporting of [...partial, undefined]) {
      const some = said({ A: 10 }, reporting === undefined ? {} : { reporting })
      expect(rule.judge(question(some, expecting(20_000)))).toEqual([])
    }
  })

  test('never takes a sum for complete', () => {
    const sum = said({ A: 10 }, { reporting: complete, computed: true })
    expect(rule.judge(question(sum, expecting(20_000)))).toEqual([])
  })

  test('counts voters where each may mark three', () => {
    const board = said({ A: 900, B: 900, C: 900 }, { contest: { votesAllowed: 3 } })
    expect(rule.judge(question(board, expecting(1_000)))).toEqual([])
    expect(wordsOf(rule, question(said({ A: 900, B: 900 }), expecting(1_000)))).toHaveLength(1)
  })

  test('finds too much at once, where a limit is set, and not in the first report', () => {
    const jumping = ruleOf(expectedVote, { jump_percent: 30 })
    const now = question(said({ A: 8_000, B: 4_000 }), expecting(20_000))
    expect(jumping.judge(now)).toEqual([])
    expect(jumping.judge({ ...now, before: [said({ A: 0, B: 0 })] })).toEqual([])
    expect(jumping.judge({ ...now, before: [said({ A: 2_000, B: 1_000 })] })).toMatchObject([
      { about: 'jump', measure: 45, limit: 30 },
    ])
  })

  test('takes the table of a contest before that of all, and says nothing of a unit that neither has', () => {
    const tables = [{ contest: 'zz/pres*', votes: { [harbor]: 100 } }, { votes: { [harbor]: 1_000 } }]
    const some = said({ A: 900 })
    expect(rule.judge(question(some, { expectedVotes: tables }))).toHaveLength(1)
    expect(rule.judge(question(some, { expectedVotes: tables.slice(1) }))).toEqual([])
    expect(rule.judge(question(some))).toEqual([])
  })
})

describe('turnout', () => {
  const rule = ruleOf(turnout)

  test('finds 153,710 votes where 15,371 were cast, as one feed had for Shiawassee in 2020', () => {
    const shiawassee = said({ Biden: 153_710, Trump: 23_149 })
    expect(wordsOf(rule, question(shiawassee, withRegistration({ [harbor]: 54_000 })))).toEqual([
      'harbor, US PRESIDENT: 176,859 voters of 54,000 registered, 327.5 percent',
    ])
  })

  test('believes the registered voters of the source, unless they can not be right', () => {
    const voters = (registered: number) => said({ A: 3_300_000 }, { ballots: { registered } })
    const known = withRegistration({ [harbor]: 3_400_000 })
    expect(rule.judge(question(voters(3_500_000), known))).toEqual([])
    // Arizona in 2016: 10.2 million shown, 3.4 million real.
    expect(rule.judge(question(voters(10_200_000), known))).toMatchObject([
      { about: 'registered', measure: 200, limit: 25 },
      { about: 'turnout', measure: 97.1, limit: 95 },
    ])
  })

  test('is silent where nobody knows the voters, and in small units', () => {
    expect(rule.judge(question(said({ A: 10 })))).toEqual([])
    expect(rule.judge(question(said({ A: 150 }), withRegistration({ [harbor]: 150 })))).toEqual([])
  })
})

describe('jump', () => {
  const rule = ruleOf(jump)
  const last = said({ A: 600, B: 400 }, { reporting: complete })

  test('finds votes that come after the count was complete', () => {
    const now = said({ A: 700, B: 1_100 })
    expect(rule.judge(question(now, { before: [last] }))).toMatchObject([
      {
        measure: 80,
        limit: 5,
        words: 'harbor, US PRESIDENT: 1,000 votes when it was complete, and 1,800 now, 80 percent more',
        table: [
          ['selection', 'before', 'now', 'difference'],
          ['B', '400', '1,100', '+700'],
          ['A', '600', '700', '+100'],
        ],
      },
    ])
  })

  test('lets a few provisional ballots come, and everything while the count goes on', () => {
    expect(rule.judge(question(said({ A: 640, B: 440 }), { before: [last] }))).toEqual([])
    const partial = said({ A: 60, B: 40 }, { reporting: { unitsReporting: 1, unitsTotal: 40 } })
    expect(rule.judge(question(said({ A: 900, B: 900 }), { before: [partial] }))).toEqual([])
    expect(rule.judge(question(said({ A: 900, B: 900 })))).toEqual([])
  })
})

test('complete_at_once finds a unit that is complete with its first votes', () => {
  const rule = ruleOf(completeAtOnce)
  const [nothing, all] = [said({ A: 0, B: 0 }), said({ A: 600, B: 400 }, { reporting: complete })]
  expect(wordsOf(rule, question(all, { before: [nothing] }))).toEqual([
    'harbor, US PRESIDENT: nothing before, and 40 of 40 units with the first 1,000 votes',
  ])
  expect(rule.judge(question(all))).toEqual([])
  expect(rule.judge(question(all, { before: [all] }))).toEqual([])
})
