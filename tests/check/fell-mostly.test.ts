import { describe, expect, test } from 'vitest'
import type { Doubt } from '../../engine/check/check.ts'
import { fall } from '../../engine/check/fall.ts'
import { ask, county, examined, inShort } from '../helpers/examined.ts'

const names = Array.from({ length: 24 }, (_, n) => county(`c${n}`))
const swap = ({ a = 0, b = 0 }) => ({ a: b, b: a })
/** In most counties a is far ahead, and in every fourth both are nearly the same. */
const stood = names.map((unit, n) => ({ unit, votes: { a: 500 + n, b: n % 4 === 0 ? 497 + n : 100 } }))
const moved = (isMoved: (n: number) => boolean) =>
  stood.map(({ unit, votes }, n) => ({ unit, votes: isMoved(n) ? swap(votes) : votes }))

const keysOf = (doubts: readonly Doubt[]) => new Set(doubts.flatMap(({ keys = [] }) => keys))

describe('where votes fell in most results of a contest or a unit, what else changed of it is held with them', () => {
  test('columns exchanged: figures that hardly differ moved too', () => {
    const doubts = ask(
      fall,
      examined(
        moved(() => true),
        stood,
      ),
    )
    expect(doubts).toHaveLength(19)
    expect(doubts.at(-1)).toMatchObject({
      code: 'CHECK_FELL_MOSTLY',
      group: 'mn/president',
      scope: { contests: ['mn/president'] },
      reason: 'mn/president: votes fell in 18 of 24 units, so 6 more that changed are held with them',
    })
    expect(keysOf(doubts).size).toBe(24)
  })

  test('falls in fewer than half of the units say nothing of the others', () => {
    const codes = new Set(
      ask(
        fall,
        examined(
          moved((n) => n < 14),
          stood,
        ),
      ).map(({ code }) => code),
    )
    expect([...codes]).toEqual(['CHECK_FALL'])
  })

  test('nor do a few falls, were it in all of them', () => {
    const few = [stood.slice(1, 4), moved(() => true).slice(1, 4)] as const
    const more = { unit: county('x'), votes: { a: 5 } }
    const doubts = ask(fall, examined([...few[1], { ...more, votes: { a: 6 } }], [...few[0], more]))
    expect(inShort(doubts).map((one) => one.split(' ')[0])).toEqual([
      'CHECK_FALL',
      'CHECK_FALL',
      'CHECK_FALL',
    ])
  })

  test('rows shifted within one unit: its contests that rose are held, those of other units pass', () => {
    const contests = Array.from({ length: 16 }, (_, n) => ({
      contest: `mn/c${n}`,
      unit: county('swift'),
      votes: { a: 100 },
    }))
    const other = { contest: 'mn/c0', unit: county('dakota'), votes: { a: 100 } }
    const calm = stood.slice(0, 10)
    const now = [
      ...contests.map((one, n) => ({ ...one, votes: { a: n < 12 ? 50 : 150 } })),
      { ...other, votes: { a: 120 } },
      ...calm,
    ]
    const doubts = ask(fall, examined(now, [...contests, other, ...calm]))
    expect(doubts.at(-1)).toMatchObject({ code: 'CHECK_FELL_MOSTLY', group: county('swift') })
    expect(keysOf(doubts).size).toBe(16)
  })

  test('rows shifted in a file of many small contests: what rose of them is held', () => {
    const small = names.slice(0, 16).map((unit, n) => ({ contest: `mn/c${n}`, unit, votes: { a: 100 } }))
    const shifted = small.map((one, n) => ({ ...one, votes: { a: n < 12 ? 50 : 150 } }))
    const doubts = ask(fall, examined(shifted, small))
    expect(doubts.at(-1)).toMatchObject({
      code: 'CHECK_FELL_MOSTLY',
      scope: {},
      reason: 'votes fell in 12 of 16 results, so 4 more that changed are held with them',
    })
    expect(keysOf(doubts).size).toBe(16)
  })

  test('the first votes of a night are not, where one county of the first takes something back', () => {
    const silent = Array.from({ length: 60 }, (_, n) => ({ unit: county(`late${n}`), votes: { a: 0 } }))
    const early = stood.slice(0, 14)
    const taken = early.map((one, n) => ({ ...one, votes: { ...one.votes, a: n < 11 ? 300 : 520 } }))
    const voted = (some: typeof silent) => some.map((one) => ({ ...one, votes: { a: 70 } }))
    const night = (some: typeof silent) =>
      ask(fall, examined([...taken, ...voted(some)], [...early, ...some])).at(-1)
    expect(night(silent)?.code).toBe('CHECK_FELL_MOSTLY')
    expect(night(silent)?.keys).toHaveLength(3)
    expect(night(silent.slice(0, 11))?.keys).toHaveLength(14)
  })
})
