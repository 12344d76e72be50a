import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ResultRecord } from '../../../engine/model/result.ts'
import { standingOf } from '../../../engine/process/arbitrate/standing.ts'
import { record, wake } from '../../conformance/results-samples.ts'

/** A contest in which so many may be marked, by the votes of its selections `s0`, `s1`, … */
function contest(votes: readonly number[], votesAllowed = 1): ResultRecord {
  const base = record(wake, 0)
  return {
    ...base,
    contest: { ...base.contest, votesAllowed },
    selections: votes.map((total, at) => ({
      id: `s${at}`,
      name: `S${at}`,
      writeIn: false,
      votes: { total },
    })),
  }
}

describe('who has how many votes', () => {
  test('is said in shares of six decimals, leaders and the margin to the next', () => {
    expect(standingOf(contest([1, 2, 0]))).toEqual({
      votes: 3,
      shares: { s0: 0.333333, s1: 0.666667, s2: 0 },
      leaders: ['s1'],
      margin: 1,
    })
  })

  test('names all that are level', () => {
    expect(standingOf(contest([7, 7, 1]))).toMatchObject({ leaders: ['s0', 's1'], margin: 0 })
  })

  test('measures the margin at the last seat, where several may be marked', () => {
    expect(standingOf(contest([50, 40, 31, 30, 1], 3))).toMatchObject({ margin: 1, leaders: ['s0'] })
  })

  test('has no margin where there is no next one', () => {
    expect(standingOf(contest([50, 40], 2))?.margin).toBeNull()
    expect(standingOf(contest([50]))?.margin).toBeNull()
  })

  test('has neither leaders nor shares nor a margin without votes', () => {
    expect(standingOf(contest([0, 0]))).toEqual({ votes: 0, shares: {}, leaders: [], margin: null })
  })

  test('is not said of ballots, of withheld votes, and of counts below zero', () => {
    const plain = contest([1, 2])
    const ballots = { ...plain, contest: { ...plain.contest, type: 'ballots' as const }, selections: [] }
    expect(standingOf(ballots)).toBeNull()
    expect(standingOf({ ...plain, suppressed: [{ id: 'x', name: 'X', writeIn: true }] })).toBeNull()
    expect(standingOf(contest([5, -1]))).toBeNull()
  })

  test('always adds up: shares to one, leaders to the most, the margin to the difference', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 5 }), (votes, seats) => {
        const found = standingOf(contest(votes, seats))
        const sum = votes.reduce((one, other) => one + other)
        expect(found?.votes).toBe(sum)
        const shares = Object.values(found?.shares ?? {})
        const all = shares.reduce((one, other) => one + other, 0)
        expect(Math.abs(all - Number(sum > 0))).toBeLessThan(votes.length / 1e6)
        expect(shares.every((one) => one >= 0 && one <= 1)).toBe(true)
        for (const id of found?.leaders ?? []) expect(votes[Number(id.slice(1))]).toBe(Math.max(...votes))
        const falling = votes.toSorted((one, other) => other - one)
        const margin =
          sum > 0 && votes.length > seats ? (falling[seats - 1] ?? 0) - (falling[seats] ?? 0) : null
        expect(found?.margin).toBe(margin)
      }),
    )
  })
})
