import { expect, test } from 'vitest'
import { hiddenTotal } from '../../engine/check/hidden-total.ts'
import { ask, county, examined, inShort, type Said, state } from '../helpers/examined.ts'

const precinct = (name: string, votes: Said['votes'], contest = 'mn/president'): Said => ({
  unit: `${county('elm')}/precinct:${name}`,
  within: county('elm'),
  type: 'precinct',
  contest,
  votes,
})
const one = precinct('1', { ada: 210, ben: 95 })
const two = precinct('2', { ada: 101, ben: 130 })
const total = precinct('grand-total', { ada: 311, ben: 225 })

test('a row of totals that was read as a precinct is held, and so is the county around it', () => {
  const whole = { unit: county('elm'), votes: { ada: 622, ben: 450 } }
  const doubts = ask(hiddenTotal, examined([whole, one, two, total]))
  expect(inShort(doubts)).toEqual([`CHECK_HIDDEN_TOTAL ${total.unit}`])
  expect(doubts[0]?.keys).toEqual([`mn/president|${total.unit}`, `mn/president|${county('elm')}`])
  expect(doubts[0]?.reason).toBe(
    'grand-total, mn/president: its 536 votes are, selection by selection, those of the 2 others of type precinct beside it together',
  )
})

test('one vote less, in one contest of several, is no total', () => {
  const board = (votes: Readonly<Record<string, number>>, of: Said) => ({ ...of, contest: 'mn/board', votes })
  const all = [one, two, total, board({ cy: 5, di: 7 }, one), board({ cy: 6, di: 9 }, two)]
  expect(ask(hiddenTotal, examined([...all, board({ cy: 11, di: 16 }, total)]))[0]?.keys).toHaveLength(2)
  expect(ask(hiddenTotal, examined([...all, board({ cy: 11, di: 15 }, total)]))).toEqual([])
})

test('a selection that only one precinct has is part of the total, and what the total lacks makes it none', () => {
  const late = precinct('3', { ada: 4, ben: 3, cy: 8 })
  expect(
    ask(hiddenTotal, examined([one, two, late, precinct('all', { ada: 315, ben: 228, cy: 8 })])),
  ).toHaveLength(1)
  expect(ask(hiddenTotal, examined([one, two, late, precinct('all', { ada: 315, ben: 228 })]))).toEqual([])
})

test('a contest of one precinct is equal to its total, and says nothing by itself', () => {
  const ward = (of: Said) => ({ ...of, contest: 'mn/ward', votes: { eve: 700, flo: 650 } })
  expect(ask(hiddenTotal, examined([ward(one), { ...two, contest: 'mn/board' }, ward(total)]))).toEqual([])
  expect(ask(hiddenTotal, examined([one, two, total, ward(one), ward(total)]))[0]?.keys).toHaveLength(2)
})

test('small figures are sums by chance, zeros always, and units of other types are no siblings', () => {
  const small = [precinct('1', { a: 3, b: 1 }), precinct('2', { a: 2, b: 2 }), precinct('3', { a: 5, b: 3 })]
  expect(ask(hiddenTotal, examined(small))).toEqual([])
  const zeros = ['1', '2', '3'].map((name) => precinct(name, { a: 0, b: 0 }))
  expect(ask(hiddenTotal, examined(zeros))).toEqual([])
  expect(ask(hiddenTotal, examined([one, two, { ...total, type: 'other' }]))).toEqual([])
})

test('counties of a state are judged as well, and an honest one is declared', () => {
  const counties = [
    { unit: county('elm'), votes: { ada: 4000, ben: 3000 } },
    { unit: county('oak'), votes: { ada: 1500, ben: 1200 } },
    { unit: county('ash'), votes: { ada: 2500, ben: 1800 } },
  ]
  const shown = examined([...counties, { unit: state, votes: { ada: 8000, ben: 6000 } }])
  expect(ask(hiddenTotal, shown)[0]?.keys).toHaveLength(2)
  const because = 'the office confirmed the figures by telephone'
  expect(ask(hiddenTotal, shown, { except: [{ unit: county('elm'), because }] })).toEqual([])
  expect(ask(hiddenTotal, shown, { except: [{ unit: county('oak'), because }] })).toHaveLength(1)
})
