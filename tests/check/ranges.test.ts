import { describe, expect, test } from 'vitest'
import { ballots } from '../../engine/check/ballots.ts'
import { modes } from '../../engine/check/modes.ts'
import { negative } from '../../engine/check/negative.ts'
import { registered } from '../../engine/check/registered.ts'
import { reporting } from '../../engine/check/reporting.ts'
import { zeroOut } from '../../engine/check/zero-out.ts'
import { modes as words } from '../../engine/model/result.ts'
import { ask, county, election, examined } from '../helpers/examined.ts'

const unit = county('volusia')
const reasons = (doubts: ReturnType<typeof ask>): readonly string[] => doubts.map(({ reason }) => reason)

test('zero-out: figures that were there and are all zero now', () => {
  const before = { unit, votes: [400, 112] }
  expect(reasons(ask(zeroOut, examined([{ unit, votes: [0, 0] }], [before])))).toEqual([
    'volusia, mn/president: 512 votes stood, and all are zero now',
  ])
  expect(ask(zeroOut, examined([{ unit, votes: [0, 1] }], [before]))).toEqual([])
  expect(ask(zeroOut, examined([{ unit, votes: [0, 0] }], [{ unit, votes: [0, 0] }]))).toEqual([])
})

describe('negative', () => {
  test('Volusia FL 2000: -16,022 votes', () => {
    const shown = examined([{ unit, votes: { bush: 2813, gore: -16022 } }])
    expect(reasons(ask(negative, shown))).toEqual(['volusia, mn/president: gore, total is -16,022'])
  })

  test('modes, ballots and progress count too', () => {
    const byMode = { unit, votes: { gore: { total: 5, absentee: -1 } } }
    expect(ask(negative, examined([byMode]))).toHaveLength(1)
    expect(ask(negative, examined([{ unit, votes: [1], ballots: { cast: -1 } }]))).toHaveLength(1)
    expect(ask(negative, examined([{ unit, votes: [1], reporting: { unitsReporting: -1 } }]))).toHaveLength(1)
    expect(ask(negative, examined([{ unit, votes: [0] }]))).toEqual([])
  })
})

test.each(words)('%s counts by itself', (word) => {
  const said = (total: number, given: number) =>
    examined([{ unit, votes: { gore: { total, [word]: given } } }])
  expect(ask(negative, said(5, -1))).toHaveLength(1)
  expect(ask(modes, said(5, 4))).toHaveLength(1)
  expect(ask(modes, said(5, 0))).toHaveLength(1)
  expect(ask(modes, said(5, 5))).toEqual([])
  expect(ask(modes, said(0, 0))).toEqual([])
})

test('reporting: more units than there are', () => {
  const said = (unitsReporting: number) =>
    examined([{ unit, votes: [1], reporting: { unitsReporting, unitsTotal: 92 } }])
  expect(ask(reporting, said(93))).toHaveLength(1)
  expect(ask(reporting, said(92))).toEqual([])
})

describe('ballots', () => {
  test('Fairfax VA 2020: a district counted three times', () => {
    const shown = examined([{ unit, votes: [400_000, 300_000], votesAllowed: 1, ballots: { cast: 600_000 } }])
    expect(reasons(ask(ballots, shown))).toEqual(['volusia, mn/president: 700,000 votes on 600,000 ballots'])
  })

  test('several votes on one ballot', () => {
    const said = (votes: readonly number[]) =>
      examined([{ unit, votes, votesAllowed: 3, ballots: { cast: 100 } }])
    expect(ask(ballots, said([100, 100, 100]))).toEqual([])
    expect(ask(ballots, said([100, 100, 99, 2]))).toHaveLength(1)
  })

  test('where votes allowed are not known, one selection alone must fit', () => {
    const said = (most: number) => examined([{ unit, votes: [most, 90], ballots: { cast: 100 } }])
    expect(ask(ballots, said(100))).toEqual([])
    expect(ask(ballots, said(101))).toHaveLength(1)
  })

  test('West Homestead PA 2023: write-ins are several persons in one line, 71 votes on 65 ballots', () => {
    const said = (votesAllowed: number) => {
      const one = { unit, votes: { 'write-in': 71 }, votesAllowed, ballots: { cast: 65 } }
      return examined([{ ...one, writeIns: ['write-in'] }])
    }
    expect(ask(ballots, said(4))).toEqual([])
    expect(ask(ballots, said(1))).toHaveLength(1)
  })
})

describe('registered', () => {
  test('Shiawassee MI 2020: a digit too many', () => {
    const withRoll = { election: { ...election, registration: { [unit]: 56_000 } } }
    const doubts = ask(
      registered,
      examined([{ unit, votes: { biden: 153_710, trump: 23_149 } }], [], withRoll),
    )
    expect(reasons(doubts)).toEqual([
      'volusia, mn/president: votes for biden 153,710, registered voters 56,000',
    ])
  })

  test('all votes together, by how many a voter may cast', () => {
    const said = (votes: readonly number[], votesAllowed: number) =>
      reasons(ask(registered, examined([{ unit, votes, votesAllowed, ballots: { registered: 100 } }])))
    expect(said([60, 41], 1)).toEqual(['volusia, mn/president: votes in all 101, registered voters 100'])
    expect(said([60, 40], 1)).toEqual([])
    expect(said([100, 100, 0], 2)).toEqual([])
    expect(said([100, 100, 1], 2)[0]).toContain('votes in all, divided by 2 a voter, 101')
  })

  test('what the source itself says comes first, and nothing known is nothing to judge by', () => {
    const said = (voters: number) =>
      examined([{ unit, votes: [11], ballots: { cast: 11, registered: voters } }])
    expect(ask(registered, said(10))).toHaveLength(1)
    expect(ask(registered, said(0))).toEqual([])
    expect(ask(registered, said(10), { margin: '10 %' })).toEqual([])
  })
})

describe('modes', () => {
  const said = (total: number) =>
    examined([{ unit, votes: { smith: { total, electionDay: 60, early: 40 } } }])

  test('modes that do not add up to the total', () => {
    expect(ask(modes, said(100))).toEqual([])
    expect(reasons(ask(modes, said(101)))).toEqual([
      'volusia, mn/president: smith has 100 votes by mode and 101 in total',
    ])
  })

  test('Utah County 2024: declared, they may add up to less, never to more', () => {
    expect(ask(modes, said(101), { may_be_less: true })).toEqual([])
    expect(ask(modes, said(99), { may_be_less: true })).toHaveLength(1)
  })

  test('a total without modes is nothing to compare', () => {
    expect(ask(modes, examined([{ unit, votes: [100] }]))).toEqual([])
  })
})
