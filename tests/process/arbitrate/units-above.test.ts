import { expect, test } from 'vitest'
import type { Election } from '../../../engine/model/election.ts'
import { alsoIn, alsoWithin } from '../../../engine/process/arbitrate/units-above.ts'

const state = 'ocd-division/country:us/state:zz'
const county = (name: string): string => `${state}/county:${name}`
const district = (number: number): string => `${state}/cd:${number}`

const election: Election = {
  id: 'e',
  title: 'e',
  date: '2024-11-05',
  pollsClose: [],
  testWindows: [],
  stages: [],
  contests: [],
  registration: {},
  liesIn: {
    [county('oak')]: [district(1)],
    [county('elm')]: [district(1)],
    [county('fir')]: [district(2)],
    [county('ash')]: [district(2), district(3)],
    [county('yew')]: [district(3)],
  },
}

test('a district is made of the units that lie in it wholly', () => {
  expect(alsoIn({ election }, county('oak'))).toEqual([district(1)])
  expect(alsoWithin({ election }, district(1))).toEqual([county('oak'), county('elm')])
})

test('a district that shares a county with another is made of none: a part of it would pass for all', () => {
  expect(alsoIn({ election }, county('ash'))).toEqual([])
  expect(alsoIn({ election }, county('fir'))).toEqual([])
  expect(alsoWithin({ election }, district(2))).toEqual([])
  expect(alsoWithin({ election }, district(3))).toEqual([])
})
