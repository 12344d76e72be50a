import { describe, expect, test } from 'vitest'
import { fall } from '../../engine/check/fall.ts'
import { figuresOf } from '../../engine/diff/figures.ts'
import { resultKey } from '../../engine/model/ids.ts'
import {
  ask,
  county,
  election,
  examined,
  hold,
  inShort,
  keptBack,
  result,
  type Said,
  state,
} from '../helpers/examined.ts'

const swift = county('swift')

describe('measured falls', () => {
  test('Swift MN 2020: 8 percent at complete is held', () => {
    const before = { unit: swift, votes: { trump: 3632, biden: 1921 } }
    const now = { unit: swift, votes: { trump: 3316, biden: 1784 } }
    const doubts = ask(fall, examined([now], [before]))
    expect(inShort(doubts)).toEqual([`CHECK_FALL ${swift}`])
    expect(doubts[0]?.reason).toBe(
      'swift, mn/president: votes fell: trump 3,632 → 3,316, biden 1,921 → 1,784',
    )
  })

  test('Beltrami MN 2020: one candidate falls while the county rises', () => {
    const before = { unit: county('beltrami'), votes: { trump: 4500, biden: 3210 } }
    const now = { unit: county('beltrami'), votes: { trump: 5800, biden: 3113 } }
    expect(ask(fall, examined([now], [before]))).toHaveLength(1)
  })

  test('Shasta CA 2024: mail votes replaced by polling-place votes', () => {
    const unit = county('shasta')
    expect(
      ask(fall, examined([{ unit, votes: { biden: 65 } }], [{ unit, votes: { biden: 4822 } }])),
    ).toHaveLength(1)
  })

  test('Tuolumne CA 2024: votes change places between candidates, and the total is normal', () => {
    const unit = county('tuolumne')
    const before = { unit, votes: { phillips: 123, williamson: 156, boddie: 44, cambridge: 7, cornejo: 14 } }
    const now = { unit, votes: { phillips: 16, williamson: 7, boddie: 162, cambridge: 125, cornejo: 44 } }
    expect(ask(fall, examined([now], [before]))[0]?.reason).toBe(
      'tuolumne, mn/president: votes fell: phillips 123 → 16, williamson 156 → 7',
    )
    const later = { unit, votes: { ...now.votes, phillips: 20, williamson: 9, boddie: 170 } }
    const held = { holds: [hold('CHECK_FALL', unit)], heldBefore: keptBack(now) }
    expect(ask(fall, examined([later], [before], held))).toHaveLength(1)
  })

  test('Koochiching MN 2020 is just above the limit, and most corrections are below it', () => {
    const unit = county('koochiching')
    const fell = (from: number, to: number) =>
      ask(fall, examined([{ unit, votes: [to] }], [{ unit, votes: [from] }]))
    expect(fell(2636, 2619)).toHaveLength(1)
    expect(fell(2636, 2623)).toEqual([])
    expect(fell(100, 90)).toEqual([])
    expect(fell(100, 89)).toHaveLength(1)
  })
})

describe('modes of voting', () => {
  const said = (electionDay: number, early: number, more = 0): Said => ({
    unit: swift,
    votes: { smith: { total: electionDay + early + more, electionDay, early }, jones: 40 },
  })

  test('two columns exchanged: one mode fell while the total stays, and the reason names it in words', () => {
    const [doubt, ...more] = ask(fall, examined([said(300, 1000)], [said(1000, 300)]))
    expect(doubt).toMatchObject({ code: 'CHECK_FALL', group: swift })
    expect(doubt?.reason).toBe('swift, mn/president: votes fell: smith, election day 1,000 → 300')
    expect(more).toEqual([])
  })

  test('the limit is that of totals, and of a total that fell no mode is named beside', () => {
    expect(ask(fall, examined([said(990, 320)], [said(1000, 300)]))).toEqual([])
    expect(ask(fall, examined([said(989, 320)], [said(1000, 300)]))).toHaveLength(1)
    expect(ask(fall, examined([said(500, 300)], [said(1000, 300)]))[0]?.reason).toBe(
      'swift, mn/president: votes fell: smith 1,300 → 800',
    )
  })

  test('a state that knows no modes, and a mode that is no longer reported, are no fall', () => {
    const total = { unit: swift, votes: { smith: 1300, jones: 40 } }
    expect(ask(fall, examined([said(300, 1000)], [total]))).toEqual([])
    expect(ask(fall, examined([total], [said(300, 1000)]))).toEqual([])
  })

  test('a total is judged without the modes of the parts that are in doubt', () => {
    const whole = (electionDay: number, early: number): Said => ({ ...said(electionDay, early), unit: state })
    const shown = examined([whole(1300, 2000), said(300, 1000)], [whole(2000, 1300), said(1000, 300)])
    expect(inShort(ask(fall, shown))).toEqual([`CHECK_FALL ${swift}`])
  })

  test('a held fall of a mode ends by itself once the count makes up for it', () => {
    const held = { holds: [hold('CHECK_FALL', swift)], heldBefore: keptBack(said(950, 350)) }
    expect(ask(fall, examined([said(970, 380)], [said(1000, 300)], held))).toEqual([])
    expect(ask(fall, examined([said(950, 400)], [said(1000, 300)], held))).toHaveLength(1)
  })
})

test('a selection that is gone is left to the check for that', () => {
  const before = { unit: swift, votes: { trump: 3632, stein: 40 } }
  expect(ask(fall, examined([{ unit: swift, votes: { trump: 3700 } }], [before]))).toEqual([])
})

test('all to zero is left to the check for that', () => {
  expect(ask(fall, examined([{ unit: swift, votes: [0] }], [{ unit: swift, votes: [500] }]))).toEqual([])
})

test('limits can be set for the feed and for stages of the election', () => {
  const shown = examined([{ unit: swift, votes: [970] }], [{ unit: swift, votes: [1000] }], {
    election: { ...election, stages: [{ name: 'canvass', from: '2020-11-04T04:00:00Z' }] },
  })
  expect(ask(fall, shown, { at_most: '25 votes' })).toHaveLength(1)
  expect(ask(fall, shown, { at_most: '30 votes' })).toEqual([])
  expect(ask(fall, shown, { at_most: '25 votes', stages: { canvass: '3 %' } })).toEqual([])
})

describe('a held fall that the count makes up for', () => {
  const becker = county('becker')
  const said = (trump: number, biden: number) => ({ unit: becker, votes: { trump, biden } })
  const stood = said(11891, 6337)
  const after = (held: Said, now: Said) =>
    inShort(
      ask(
        fall,
        examined([now], [stood], {
          holds: [hold('CHECK_FALL', becker, { scope: { units: [becker], contests: ['mn/president'] } })],
          heldBefore: keptBack(held),
        }),
      ),
    )

  test('Becker MN 2020: 6,337 → 6,137 is held, and 6,251 of a larger count is not', () => {
    expect(inShort(ask(fall, examined([said(11891, 6137)], [stood])))).toEqual([`CHECK_FALL ${becker}`])
    expect(after(said(11891, 6137), said(12207, 6251))).toEqual([])
  })

  test('only the capture after it can tell: at once, 6,251 of a larger count is a fall', () => {
    expect(ask(fall, examined([said(12207, 6251)], [stood]))).toHaveLength(1)
  })

  test.each([
    ['the count as a whole does not grow', said(11900, 6137), said(11970, 6251)],
    ['the count as a whole stays the same', said(11891, 6137), said(11977, 6251)],
    ['the selection does not rise again', said(11891, 6251), said(12207, 6251)],
    ['Shasta CA 2024: much more is lacking', said(11891, 65), said(20000, 472)],
    ['more than four times the limit is lacking', said(11891, 6100), said(12800, 6209)],
  ])('it stays held when %s', (_, held, now) => {
    expect(after(held, now)).toEqual([`CHECK_FALL ${becker}`])
  })
})

describe('a total is judged without the parts that are in doubt', () => {
  const deck = { unit: county('otter-tail'), votes: { minor: 2296 } }
  const cleaned = { unit: county('otter-tail'), votes: { minor: 709 } }
  const key = resultKey('mn/president', county('otter-tail'))
  const seen = new Map([[key, figuresOf(result(deck))]])

  test('Minnesota 2020: the state falls because a held county does', () => {
    const before = [{ unit: state, votes: { minor: 3051 } }]
    const now = [cleaned, { unit: state, votes: { minor: 1486 } }]
    expect(ask(fall, examined(now, before, { doubted: [key], heldBefore: seen }))).toEqual([])
    expect(inShort(ask(fall, examined(now, before)))).toEqual([`CHECK_FALL ${state}`])
  })

  test('also in the capture in which that county is clean again', () => {
    const before = [{ unit: state, votes: { minor: 1261 } }]
    const now = [
      { ...cleaned, votes: { minor: 3 } },
      { unit: state, votes: { minor: 1233 } },
    ]
    const heldBefore = new Map([[key, figuresOf(result({ ...deck, votes: { minor: 31 } }))]])
    expect(ask(fall, examined(now, before, { heldBefore }))).toEqual([])
  })

  test('and it is held when it falls by more than that', () => {
    const before = [{ unit: state, votes: { minor: 3051 } }]
    const now = [cleaned, { unit: state, votes: { minor: 1400 } }]
    expect(ask(fall, examined(now, before, { doubted: [key], heldBefore: seen }))).toHaveLength(1)
  })

  describe('where the feed has no result of that part in the contest of the total', () => {
    const seventh = `${state}/cd:7`
    const house = (writeIn: number) => ({ contest: 'mn/house-7', unit: seventh, votes: { writeIn } })
    const liesIn = { [county('otter-tail')]: [seventh] }
    const held = { doubted: [key], heldBefore: seen }

    test('Minnesota 2020: the district falls by votes of the deck, 1,767 → 664, and is not held for it', () => {
      const now = [cleaned, house(664)]
      const shown = examined(now, [house(1767)], { ...held, election: { ...election, liesIn } })
      expect(ask(fall, shown)).toEqual([])
      expect(inShort(ask(fall, examined(now, [house(1767)], held)))).toEqual([`CHECK_FALL ${seventh}`])
    })

    test('it is held for more than the part can have had, and for any fall once the part is in no doubt', () => {
      const known = { election: { ...election, liesIn } }
      const tooMuch = examined([cleaned, house(100)], [house(2420)], { ...held, ...known })
      expect(inShort(ask(fall, tooMuch))).toEqual([`CHECK_FALL ${seventh}`])
      expect(ask(fall, examined([cleaned, house(1200)], [house(1767)], known))).toHaveLength(1)
    })
  })

  test('a part that falls in the same capture counts as in doubt', () => {
    const before = [
      { unit: state, votes: { minor: 3000 } },
      { unit: swift, votes: { minor: 900 } },
    ]
    const now = [
      { unit: state, votes: { minor: 2300 } },
      { unit: swift, votes: { minor: 200 } },
    ]
    expect(inShort(ask(fall, examined(now, before)))).toEqual([`CHECK_FALL ${swift}`])
  })
})
