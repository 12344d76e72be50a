import { expect, test } from 'vitest'
import { assembler } from '../../engine/assemble/assemble.ts'
import { election } from '../helpers/examined.ts'

test.each([
  ['DFL', 'DFL'],
  [' DFL ', 'DFL'],
  ['', undefined],
  [' ', undefined],
  [undefined, undefined],
])('a party of %j is %j: blank is none', (written, party) => {
  const gathered = assembler(election, 'ocd-division/country:us/state:mn')
  const selection = { name: 'Smith', ...(written === undefined ? {} : { party: written }) }
  const value = {
    contest: { id: 'c' },
    unit: { type: 'county', name: 'Aitkin' },
    selection,
    votes: { total: 1 },
  }
  gathered.add([{ value, place: 'L1' }], 'a.csv')
  expect(gathered.finish().results[0]?.record.selections[0]?.party).toBe(party)
})
