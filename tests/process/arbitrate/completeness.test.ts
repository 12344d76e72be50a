import { expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import { completenessOf } from '../../../engine/process/arbitrate/completeness.ts'
import { contest, record, wake } from '../../conformance/results-samples.ts'

const key = resultKey(contest, wake)
const expected = [
  { contest: 'nc/governor', votes: { [wake]: 1 } },
  { contest: 'nc/us-*', votes: { [wake]: 400 } },
  { votes: { [wake]: 9 } },
]

test('each measure is by its own unit, and none is made from another', () => {
  const says = { ...record(wake, 100), reporting: { unitsReporting: 3, unitsTotal: 12 } }
  expect(completenessOf(key, says, { present: 2, known: 5 }, expected)).toEqual({
    unitsReporting: 3,
    unitsTotal: 12,
    partsPresent: 2,
    partsKnown: 5,
    expectedVote: 400,
    ofExpectedVote: 0.25,
  })
})

test('what nobody says is missing', () => {
  expect(completenessOf(key, record(wake, 100), undefined, [])).toEqual({})
})

test('ballots cast count against the expected vote where the source gives them: a voter may leave a contest out', () => {
  const says = { ...record(wake, 100), ballots: { cast: 200 } }
  expect(completenessOf(key, says, undefined, expected).ofExpectedVote).toBe(0.5)
})

test('more votes than expected are more than one', () => {
  expect(completenessOf(key, record(wake, 500), undefined, expected).ofExpectedVote).toBe(1.25)
})

test('votes say nothing of voters where several may be marked, or where some are withheld', () => {
  const says = record(wake, 100)
  const many = { ...says, contest: { ...says.contest, votesAllowed: 3 } }
  const hidden = { ...says, suppressed: [{ id: 'x', name: 'X', writeIn: false }] }
  for (const one of [many, hidden])
    expect(completenessOf(key, one, undefined, expected)).toEqual({ expectedVote: 400 })
})

test('a table that is about the contest counts before one of any contest, as they stand', () => {
  expect(completenessOf(resultKey('nc/senate', wake), null, undefined, expected)).toEqual({ expectedVote: 9 })
})
