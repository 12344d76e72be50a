import { expect, test } from 'vitest'
import { type AssembleOptions, assembler } from '../../engine/assemble/assemble.ts'
import { ballotsSaid, unitFiguresSaid } from '../../engine/cli/dry-run-ballots.ts'
import { digest } from '../../engine/diff/digest.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import { county, election, state } from '../helpers/examined.ts'

const harbor = { id: county('harbor'), name: 'Harbor' }
const contest = (name: string, cast?: number): CountLineValue => ({
  contest: { name },
  unit: harbor,
  selection: { name: 'Ada' },
  votes: { total: 9 },
  ...(cast === undefined ? {} : { ballots: { cast } }),
})
const whole: CountLineValue = { unit: harbor, ballots: { cast: 3_793_106, registered: 5_736_803 } }

function told(lines: readonly CountLineValue[], options: AssembleOptions = {}) {
  const gathered = assembler(election, state, options)
  for (const value of lines) gathered.add([{ value, place: 'L1' }], 'a.csv')
  const { results, ofUnits } = gathered.finish()
  const digested = results.map((one) => ({ ...one, digest: digest(one.record) }))
  return [ballotsSaid(digested), ...unitFiguresSaid(ofUnits)]
}

test('ballots and voters are shown from the least to the most', () => {
  expect(told([contest('Governor', 3_793_106), contest('Water board', 94), whole])).toEqual([
    'ballots cast 94 to 3,793,106 in 2 results, registered voters 5,736,803 in 1 result',
    'ballots cast of Harbor, 3,793,106, stand in 1 of its 2 results',
    'registered voters of Harbor, 5,736,803, stand in 1 of its 2 results',
  ])
  expect(told([contest('Governor')])).toEqual([undefined])
})

test('figures of a unit that stand in no result are named', () => {
  const district = { ...harbor, id: county('other'), name: 'Other' }
  const lines = [contest('Water board', 94), whole, { unit: district, ballots: { cast: 7 } }]
  expect(told(lines).slice(1)).toEqual([
    'ballots cast of Harbor, 3,793,106, and those of 1 other unit stand in no result: all its contests have their own',
    'registered voters of Harbor, 5,736,803, stand in no result: its contests have their own, or other ballots cast',
  ])
  expect(told([{ unit: district, ballots: { cast: 7 } }])[1]).toBe(
    'ballots cast of Other, 7, stand in no result: it has no contest',
  )
  expect(told(lines, { unit_ballots: 'apart' })).toHaveLength(1)
})
