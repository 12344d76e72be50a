import { expect, test } from 'vitest'
import { shownNames } from '../../engine/cli/shown-names.ts'
import type { Result } from '../../engine/model/result.ts'
import { county, result } from '../helpers/examined.ts'

const called = (name: string, unit: string, contest = 'zz/mayor', within?: string): Result => {
  const made = result({ contest, unit, votes: [1], ...(within && { within }) })
  return { ...made, record: { ...made.record, contest: { ...made.record.contest, name } } }
}
const acadia = `${county('acadia')}/precinct:03-01`
const allen = `${county('allen')}/precinct:03-01`

test('a unit of a name that another has stands behind what contains it', () => {
  const precincts = [
    called('Mayor', acadia, 'zz/mayor', county('acadia')),
    called('Mayor', allen, 'zz/mayor', county('allen')),
  ]
  const all = [...precincts, called('Mayor', county('acadia'))]
  expect(all.map(({ record }) => shownNames(all).unit(record))).toEqual([
    'acadia / 03-01',
    'allen / 03-01',
    'acadia',
  ])
  expect(shownNames(precincts.slice(0, 1)).unit(called('Mayor', acadia).record)).toBe('03-01')
})

test('long names are cut, and what is cut alike is told apart by the end of its id', () => {
  const question = 'Shall the state of Example borrow money for its harbors, roads and schools, and if so'
  const all = [
    called(`${question}, how much?`, acadia, 'zz/question-a'),
    called(`${question}, from whom?`, acadia, `zz/${'very-'.repeat(20)}long/question-b`),
    called('Mayor\nof Harbor', acadia, 'zz/mayor'),
  ]
  const names = shownNames(all)
  const short = 'Shall the state of Example borrow money for its harbors, ro…'
  expect(all.map(({ record }) => names.contest(record))).toEqual([
    `${short} (zz/question-a)`,
    `${short} (…${'very-'.repeat(20).slice(-34)}long/question-b)`,
    'Mayor of Harbor',
  ])
  expect(names.selection('x'.repeat(41))).toBe(`${'x'.repeat(39)}…`)
  expect(names.selection('x'.repeat(40))).toBe('x'.repeat(40))
})
