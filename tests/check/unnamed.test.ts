import { expect, test } from 'vitest'
import { unnamed } from '../../engine/check/unnamed.ts'
import { ask, county, examined } from '../helpers/examined.ts'

const aitkin = { unit: county('aitkin'), votes: [5, 6] }

test('a name with nothing in its parentheses is held, of contests and of selections', () => {
  const said = [
    aitkin,
    { ...aitkin, contest: 'Mayor ()' },
    { ...aitkin, contest: 'mn/clerk', votes: { 'Ada [ ]': 7, Ben: 1 } },
  ]
  const doubts = ask(unnamed, examined(said))
  expect(doubts.map(({ code, group, keys, reason }) => [code, group, keys?.length, reason])).toEqual([
    ['CHECK_UNNAMED', 'Mayor ()|*', 1, 'The name "Mayor ()" of a contest has nothing in its parentheses'],
    ['CHECK_UNNAMED', 'mn/clerk|*', 1, 'The name "Ada [ ]" of a selection has nothing in its parentheses'],
  ])
  expect(ask(unnamed, examined(said), { may_be: true })).toEqual([])
  expect(ask(unnamed, examined([{ ...aitkin, contest: 'Mayor (GRN)' }]))).toEqual([])
})
