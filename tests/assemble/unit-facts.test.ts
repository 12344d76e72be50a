import { describe, expect, test } from 'vitest'
import { type AssembleOptions, assembler } from '../../engine/assemble/assemble.ts'
import type { CountLineValue } from '../../engine/model/count-line.ts'
import { county, election, state } from '../helpers/examined.ts'

const unit = { id: county('anoka'), name: 'Anoka' }
const sheriff: CountLineValue = {
  contest: { id: 'mn/sheriff', name: 'Sheriff' },
  unit,
  selection: { name: 'Ada' },
  votes: { total: 9 },
}
/** A contest of a district, on 20 of the 99 ballots. */
const water: CountLineValue = {
  contest: { id: 'mn/water', name: 'Water board' },
  unit,
  selection: { name: 'Bob' },
  votes: { total: 7 },
  ballots: { cast: 20 },
}
const ofUnit: CountLineValue = { unit, ballots: { cast: 99, registered: 120 } }

function assembled(lines: readonly CountLineValue[], options: AssembleOptions = {}) {
  const gathered = assembler(election, state, options)
  for (const [index, value] of lines.entries()) gathered.add([{ value, place: `L${index + 1}` }], 'a.csv')
  return gathered.finish()
}
const ballotsOf = (lines: readonly CountLineValue[], options?: AssembleOptions) =>
  Object.fromEntries(
    assembled(lines, options).results.map(({ record }) => [record.contest.id, record.ballots]),
  )

describe('ballots that are given of a unit and of no contest', () => {
  test('are those of its contests, but for a contest that was on other ballots', () => {
    expect(ballotsOf([sheriff, water, ofUnit])).toEqual({
      'mn/sheriff': { cast: 99, registered: 120 },
      'mn/water': { cast: 20 },
    })
  })

  test('are told where they came to stand in no result', () => {
    const figures = (lines: readonly CountLineValue[]) =>
      assembled(lines).ofUnits.map(({ word, results, of }) => [word, results, of])
    expect(figures([water, ofUnit])).toEqual([
      ['cast', 0, 1],
      ['registered', 0, 1],
    ])
    expect(figures([sheriff, water, ofUnit])).toEqual([
      ['cast', 1, 2],
      ['registered', 1, 2],
    ])
    expect(figures([ofUnit])).toEqual([
      ['cast', 0, 0],
      ['registered', 0, 0],
    ])
  })

  test('are a result of their own where the spec says so, and then of no contest', () => {
    const apart = assembled([sheriff, water, ofUnit], { unit_ballots: 'apart' })
    expect(ballotsOf([sheriff, water, ofUnit], { unit_ballots: 'apart' })).toEqual({
      'mn/ballots': { cast: 99, registered: 120 },
      'mn/sheriff': undefined,
      'mn/water': { cast: 20 },
    })
    const [own] = apart.results
    expect(own?.key).toBe(`mn/ballots|${unit.id}`)
    expect(own?.record).toMatchObject({
      contest: { id: 'mn/ballots', name: 'Ballots and voters', type: 'ballots' },
      unit: { name: 'Anoka' },
      selections: [],
    })
    expect(own?.locators).toEqual([{ origin: 'a.csv', places: { '': ['L3'] } }])
  })

  test('give progress to the contests of the unit either way', () => {
    const line = { ...ofUnit, reporting: { units_reporting: 1, units_total: 2 } }
    const { results } = assembled([sheriff, line], { unit_ballots: 'apart' })
    expect(results.map(({ record }) => record.reporting?.unitsReporting)).toEqual([1, 1])
  })

  test('may not take the id of a contest of the source', () => {
    const contest = { ...sheriff, contest: { id: 'mn/ballots', name: 'Ballots' } }
    expect(() => assembled([contest, ofUnit], { unit_ballots: 'apart' })).toThrow(
      expect.objectContaining({ code: 'ASSEMBLE_NAMES_COLLIDE' }),
    )
  })
})

describe('votes in pieces', () => {
  const writeIn = (total: number, more: CountLineValue = {}): CountLineValue => ({
    ...sheriff,
    selection: { name: 'Write-in' },
    votes: { total },
    ...more,
  })
  const collision = expect.objectContaining({ code: 'ASSEMBLE_COLLISION', place: 'L2' })

  test('are added up where each line says so', () => {
    const { results } = assembled([writeIn(3, { pieces: true }), writeIn(4, { pieces: true }), sheriff])
    const votes = results[0]?.record.selections.map((one) => [one.name, one.votes.total])
    expect(votes).toEqual([
      ['Write-in', 7],
      ['Ada', 9],
    ])
    expect(results[0]?.locators[0]?.places['write-in']).toEqual(['L1', 'L2'])
  })

  test('and nothing else: a row that comes twice is still an error, and so is a whole figure beside a piece', () => {
    expect(() => assembled([sheriff, sheriff, writeIn(3, { pieces: true })])).toThrow(collision)
    expect(() => assembled([writeIn(3, { pieces: true }), writeIn(4)])).toThrow(collision)
    expect(() => assembled([writeIn(3), writeIn(4, { pieces: true })])).toThrow(collision)
  })
})
