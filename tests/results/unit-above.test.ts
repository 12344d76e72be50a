import { expect, test } from 'vitest'
import { unitAbove } from '../../engine/results/unit-above.ts'

const country = 'ocd-division/country:us'
const state = `${country}/state:pa`
const county = `${state}/county:allegheny`

test.each<[string, { id: string; within?: string }, string | undefined, string | undefined]>([
  [
    'what the record says comes first',
    { id: `${county}/precinct:1`, within: `${county}/ward:2` },
    county,
    `${county}/ward:2`,
  ],
  ['else the id says', { id: `${county}/precinct:1` }, state, county],
  ['the feed’s unit is the end', { id: county }, county, undefined],
  ['what contains the feed’s unit is no part of it', { id: state }, county, undefined],
  ['a neighbour of the feed’s unit is no part of it', { id: `${state}/county:erie` }, county, undefined],
  ['a longer name is a neighbour', { id: `${county}-north` }, county, undefined],
  ['an id of the office’s own lies in the feed’s unit', { id: 'ward-7' }, county, county],
  ['an id of the office’s own may be the feed’s unit', { id: 'ward-7' }, 'ward-7', undefined],
  ['below an own id, the path counts', { id: 'ward-7/precinct:1' }, 'ward-7', 'ward-7'],
  ['without a feed’s unit, ids are read to the country', { id: county }, undefined, state],
  ['and a state is the end', { id: state }, undefined, undefined],
  ['and a country is', { id: country }, undefined, undefined],
  ['and an id of the office’s own', { id: 'a/b/c/d' }, undefined, undefined],
  ['and an empty one', { id: '' }, undefined, undefined],
])('%s', (_, unit, feedUnit, expected) => {
  expect(unitAbove(unit, feedUnit)).toBe(expected)
})
