import { describe, expect, test } from 'vitest'
import type { Examined } from '../../engine/check/check.ts'
import { exchanged } from '../../engine/check/exchanged.ts'
import { gone } from '../../engine/check/gone.ts'
import { ask, county, examined, hold, inShort, keptBack, result, type Said } from '../helpers/examined.ts'

const said = (name: string, votes: Said['votes'] = [500, 400], contest = 'mn/president'): Said => ({
  unit: county(name),
  votes,
  contest,
})
const oak = said('oak', [70, 60])
const both = (shown: Examined) => [...ask(gone, shown), ...ask(exchanged, shown)]
const key = (one: Said) => result(one).key
/** Where the last verdict held these: gone ones first, then the new ones that its capture gave. */
const again = (old: readonly Said[], fresh: readonly Said[]) => ({
  holds: [
    hold('CHECK_EXCHANGED', 'exchanged', {
      scope: {
        units: [...old, ...fresh].map(({ unit }) => unit),
        contests: [...old, ...fresh].map(({ contest = '' }) => contest),
      },
    }),
  ],
  heldBefore: keptBack(...fresh),
})

test('nothing that stands is in the capture: the whole of it is in doubt', () => {
  const doubts = both(examined([said('elm-county'), said('ash-county')], [said('elm'), said('ash', [1, 2])]))
  expect(inShort(doubts)).toEqual(['CHECK_EXCHANGED *'])
  expect(doubts[0]?.keys).toBeUndefined()
  expect(doubts[0]?.reason).toBe(
    'none of the 2 results that stand (elm, mn/president: 900 votes, …) is in the capture, which has 2 others (elm-county, mn/president: 900 votes, …)',
  )
})

test('zeros of renamed units before the count are in doubt once, as a whole', () => {
  const zeros = both(examined([said('elm-county', [0, 0])], [said('elm', [0, 0])]))
  expect(inShort(zeros)).toEqual(['CHECK_EXCHANGED *'])
})

test('nothing in the capture, or nothing that stands, is left to others', () => {
  expect(ask(exchanged, examined([], [said('elm')]))).toEqual([])
  expect(ask(exchanged, examined([said('elm')], []))).toEqual([])
})

describe('some units renamed', () => {
  const senate = 'mn/senate'
  const old = [said('elm'), said('elm', [9, 8], senate)]
  const fresh = [said('elm-county'), said('elm-county', [9, 8], senate)]

  test('old and new are one hold, also where votes went on or fell', () => {
    const doubts = both(examined([oak, said('elm-county', [900, 300]), fresh[1] as Said], [oak, ...old]))
    expect(inShort(doubts)).toEqual(['CHECK_EXCHANGED exchanged'])
    expect(doubts[0]?.keys).toEqual([...old, ...fresh].map(key))
    expect(doubts[0]?.reason).toBe(
      '2 of the results that stand are missing (elm, mn/president: 900 votes, …), and 2 came in their place (elm-county, mn/president: 1,200 votes, …)',
    )
    expect(doubts[0]?.scope).toEqual({
      units: [county('elm'), county('elm-county')],
      contests: ['mn/president', senate],
    })
  })

  const eight = Array.from({ length: 8 }, (_, index) => said(`new-${index}`, [30 + index, 20]))
  test('one gone while eight unrelated ones come holds the one that is gone', () => {
    const doubts = both(examined([oak, ...eight], [oak, said('elm')]))
    expect(inShort(doubts)).toEqual([`CHECK_GONE ${county('elm')}`])
    expect(doubts[0]?.keys).toEqual([key(said('elm'))])
    const zeros = eight.map((one) => ({ ...one, votes: [0, 0] }))
    expect(inShort(both(examined([oak, ...zeros], [oak, said('elm', [0, 0])])))).toEqual([
      `CHECK_GONE ${county('elm')}`,
    ])
  })

  test('among eight others the one that is like it is held with it, in every contest', () => {
    const eightMore = eight.map((one) => ({ ...one, contest: senate }))
    const fell = said('elm-county', [9, 7], senate)
    const now = [oak, ...eight, ...eightMore, said('elm-county', [520, 400]), fell]
    const [doubt, ...more] = both(examined(now, [oak, ...old]))
    expect(more).toEqual([])
    expect(doubt?.keys).toEqual([...old, ...fresh].map(key))
  })

  test('more than twice the votes are another unit', () => {
    const now = [oak, ...eight, said('elm-county', [1000, 801])]
    expect(inShort(both(examined(now, [oak, said('elm')])))).toEqual([`CHECK_GONE ${county('elm')}`])
  })

  test('the hold stays while the capture stays so, however the votes and others grow', () => {
    const later = [oak, ...eight, said('elm-county', [5000, 300]), said('elm-county', [90, 8], senate)]
    const doubts = both(examined(later, [oak, ...old], again(old, fresh)))
    expect(inShort(doubts)).toEqual(['CHECK_EXCHANGED exchanged'])
    expect(doubts[0]?.keys).toEqual([...old, ...fresh].map(key))
  })

  test('and ends when the source goes back', () => {
    expect(both(examined([oak, ...old], [oak, ...old], again(old, fresh)))).toEqual([])
  })

  test('what came later than the other went is not taken for it, unless it is like it', () => {
    const waiting = { holds: [hold('CHECK_GONE', county('elm'), { scope: { units: [county('elm')] } })] }
    const later = (votes: Said['votes']) =>
      inShort(both(examined([oak, said('elm-county', votes)], [oak, said('elm')], waiting)))
    expect(later([30, 20])).toEqual([`CHECK_GONE ${county('elm')}`])
    expect(later([500, 400])).toEqual(['CHECK_EXCHANGED exchanged'])
  })

  test('what was held for another reason while both were there is not taken for it', () => {
    const pine = said('pine', [30, 20])
    const gated = { holds: [hold('CHECK_TIME_GATE', 'closes')], heldBefore: keptBack(pine) }
    expect(inShort(both(examined([oak, pine], [oak, said('elm')], gated)))).toEqual([
      `CHECK_GONE ${county('elm')}`,
    ])
  })
})

describe('a contest renamed', () => {
  test('in a unit that has others, it is held with the old one', () => {
    const house = said('oak', { smith: 7, jones: 5 }, 'mn/house-1')
    const renamed = said('oak', { smith: 8, jones: 5 }, 'mn/us-house-1')
    const doubts = both(examined([oak, renamed], [oak, house]))
    expect(inShort(doubts)).toEqual(['CHECK_EXCHANGED exchanged'])
    expect(doubts[0]?.keys).toEqual([key(house), key(renamed)])
    const other = said('oak', { smith: 8, brown: 5 }, 'mn/us-house-1')
    expect(inShort(both(examined([oak, other], [oak, house])))).toEqual([`CHECK_GONE ${county('oak')}`])
  })

  test('in all units, also where votes fell', () => {
    const house = [said('oak', [7, 5], 'mn/house-1'), said('elm', [9, 9], 'mn/house-1')]
    const renamed = [said('oak', [7, 5], 'mn/us-house-1'), said('elm', [9, 8], 'mn/us-house-1')]
    const doubts = both(examined([oak, ...renamed], [oak, ...house]))
    expect(doubts.map(({ keys }) => keys)).toEqual([[...house.toReversed(), ...renamed].map(key)])
  })
})

test('thousands of renamed precincts, and thousands of others, take no time that counts', () => {
  const precincts = (name: string, from: number, to: number): readonly Said[] =>
    Array.from({ length: to - from }, (_, at) =>
      said(`${name}-${from + at}`, [2000 + ((from + at) % 900), 900]),
    )
  const stay = precincts('p', 0, 3000)
  const before = examined([...stay, ...precincts('q', 3000, 6000)], [...stay, ...precincts('p', 3000, 6000)])
  const more = examined([...stay, ...precincts('q', 3000, 7000)], [...stay, ...precincts('p', 3000, 6000)])
  // Of this thread alone: what else the machine does has no say.
  const begun = process.threadCpuUsage()
  expect(ask(exchanged, before)[0]?.keys).toHaveLength(6000)
  expect(ask(exchanged, more)[0]?.keys).toHaveLength(7000)
  const { user, system } = process.threadCpuUsage(begun)
  expect((user + system) / 1_000).toBeLessThan(8_000)
})
