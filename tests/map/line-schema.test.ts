import type { Static } from 'typebox'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { lineMistake } from '../../engine/map/line-mistake.ts'
import { countLine } from '../../engine/map/line-schema.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'

type Writable<T> = { -readonly [Key in keyof T]: Writable<T[Key]> }

test('the schema and the interface of a count line say the same', () => {
  expectTypeOf<Writable<Static<typeof countLine>>>().toEqualTypeOf<Writable<CountLineValue>>()
})

test('every member is described, and no object takes another', () => {
  const undescribed: string[] = []
  const open: string[] = []
  const visit = (path: string, schema: Record<string, unknown>): void => {
    if (typeof schema['description'] !== 'string') undescribed.push(path)
    if (schema['type'] === 'object' && schema['additionalProperties'] !== false) open.push(path)
    for (const [name, member] of Object.entries((schema['properties'] ?? {}) as Record<string, never>)) {
      visit(`${path}.${name}`, member)
    }
  }
  visit('line', countLine as never)
  expect(undescribed).toEqual([])
  expect(open).toEqual([])
})

const contest = { name: 'Sheriff' }
const unit = { type: 'precinct', name: '01-01' }
const selection = { name: 'Smith' }
const line = { contest, unit, selection, votes: { total: 12 } }

describe('a count line', () => {
  test.each<[string, unknown]>([
    ['votes of a selection', line],
    ['votes by mode', { ...line, votes: { early: 1, other: 0 } }],
    ['a negative figure, which a check judges', { ...line, votes: { total: -16_022 } }],
    ['ballots of a contest', { contest, unit, ballots: { cast: 3 } }],
    ['progress of a unit', { unit, reporting: { units_reporting: 1, as_of: '2024-11-05T22:14:00-05:00' } }],
    [
      'a word of the capture',
      { capture: { token: '281130', status: 'certified', election_date: '2024-11-05' } },
    ],
    ['votes and a word of the capture', { ...line, capture: { as_of: '2024-11-06T03:14:00Z' } }],
    ['ids alone', { ...line, contest: { id: 'nc/sheriff' }, unit: { id: 'x' }, selection: { id: '7' } }],
  ])('may be %s', (_, value) => {
    expect(lineMistake(value)).toBeUndefined()
  })

  test.each<[unknown, string]>([
    [{ ...line, votes: { total: 'abc' } }, 'votes.total is "abc", not a whole number'],
    [{ ...line, votes: { total: 1.5 } }, 'votes.total is 1.5, not a whole number'],
    [{ ...line, votes: { total: null } }, 'votes.total is null, not a whole number'],
    [{ ...line, votes: { total: 2 ** 53 } }, 'votes.total is 9007199254740992, not a whole number'],
    [{ ...line, votes: { total: Infinity } }, 'votes.total is Infinity, not a whole number'],
    [{ ...line, votes: 12 }, 'votes is 12, not an object'],
    [{ ...line, votes: { totl: 1 } }, 'votes has no "totl"; did you mean "total"?'],
    [{ ...line, colour: 1 }, 'a count line has no "colour"'],
    [{ ...line, selection: { name: ' ' } }, 'selection.name is " ", not a text with something in it'],
    [{ ...line, selection: { name: 'S', write_in: 'Y' } }, 'selection.write_in is "Y", not true or false'],
    [
      { ...line, contest: { name: 'S', type: 'office' } },
      'contest.type is "office", not one of candidate, ballot-measure, retention, party',
    ],
    [
      { ...line, contest: { name: 'S', votes_allowed: 0 } },
      'contest.votes_allowed is 0, not a whole number above 0',
    ],
    [
      { ...line, reporting: { as_of: '2024-11-05T22:14-05:00' } },
      'reporting.as_of is "2024-11-05T22:14-05:00", not a time like 2024-11-05T22:14:00-05:00',
    ],
    [
      { ...line, reporting: { as_of: '2024-11-05 22:14' } },
      'reporting.as_of is "2024-11-05 22:14", not a time like 2024-11-05T22:14:00-05:00',
    ],
    [
      { ...line, reporting: { as_of: '2024-02-30T22:14:00-05:00' } },
      'reporting.as_of is "2024-02-30T22:14:00-05:00", a time that there is not',
    ],
    [
      { ...line, capture: { election_date: '2023-02-29' } },
      'capture.election_date is "2023-02-29", a day that there is not',
    ],
    [null, 'it is null, not a count line'],
    ['Smith', 'it is "Smith", not a count line'],
    [[1], 'it is [1], not a count line'],
  ])('is not %j', (value, mistake) => {
    expect(lineMistake(value)).toBe(mistake)
  })

  test.each<[unknown, string]>([
    [{}, 'it says nothing'],
    [{ unit }, 'a unit ("01-01") without votes, ballots or reporting'],
    [
      { unit, capture: { token: '7' } },
      'a unit ("01-01") without votes, ballots or reporting; what is said of the capture stands without a unit',
    ],
    [{ contest, unit, ballots: { cast: 1 }, pieces: true }, 'pieces without votes'],
    [{ contest, unit }, 'a unit ("01-01") without votes, ballots or reporting'],
    [
      { contest: { id: 'zz/house/' }, unit, selection, votes: { total: 1 } },
      'the id of the contest is "zz/house/": what should stand at its "/" is absent or blank',
    ],
    [
      { contest, unit: { id: 'ocd-division//county:elm' }, selection, votes: { total: 1 } },
      'the id of the unit is "ocd-division//county:elm": what should stand at its "/" is absent or blank',
    ],
    [
      { contest, unit: { ...unit, within: 'ocd-division/country:us/' }, selection, votes: { total: 1 } },
      'unit.within is "ocd-division/country:us/": what should stand at its "/" is absent or blank',
    ],
    [{ contest }, 'a contest ("Sheriff") without a unit'],
    [{ contest, unit, selection }, 'a selection ("Smith") without votes'],
    [{ contest, unit, votes: { total: 1 } }, 'votes without a selection'],
    [{ unit, selection, votes: { total: 1 } }, 'votes without a contest'],
    [{ ballots: { cast: 1 } }, 'ballots or reporting without a unit'],
    [{ ...line, contest: { type: 'candidate' } }, 'contest has neither id nor name'],
    [{ ...line, unit: { type: 'county' } }, 'unit has neither id nor name'],
    [{ ...line, selection: { party: 'DEM' } }, 'selection has neither id nor name'],
  ])('says something of something, not %j', (value, mistake) => {
    expect(lineMistake(value)).toBe(mistake)
  })
})
