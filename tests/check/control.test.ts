import { describe, expect, test } from 'vitest'
import { control } from '../../engine/check/control.ts'
import type { Control } from '../../engine/model/control.ts'
import { ask, county, examined, inShort, state } from '../helpers/examined.ts'

const wake = { unit: county('wake'), votes: { ada: 12, bob: 3 } }
const durham = { unit: county('durham'), votes: { ada: 5, bob: 4 } }
const shown = examined([wake, durham])
const [first] = shown.now.values()
const contest = first?.record.contest.id ?? ''

type Said = Partial<Omit<Control, 'what' | 'word' | 'value'>> & {
  readonly votes?: Readonly<Record<string, number>>
  readonly ballots?: Readonly<Record<string, number>>
  readonly units?: number
}

const said = ({ votes = { total: 15 }, ballots, units, ...changes }: Said): Control => ({
  of: 'selections',
  contest,
  contestName: 'President',
  unit: county('wake'),
  unitName: 'Wake',
  selection: undefined,
  selectionName: undefined,
  including: [],
  place: 'results.csv#L9',
  ...(units === undefined
    ? figureIn(ballots === undefined ? 'votes' : 'ballots', ballots ?? votes)
    : { what: 'units', word: '', value: units }),
  ...changes,
})
const figureIn = (what: 'votes' | 'ballots', figures: Readonly<Record<string, number>>) => {
  const [word = '', value = 0] = Object.entries(figures)[0] ?? []
  return { what, word, value }
}
const told = (changes: Said, options = {}) => ask(control, { ...shown, controls: [said(changes)] }, options)

describe('a sum that the source gives', () => {
  test('of the selections of a contest is compared with what was read', () => {
    expect(told({})).toEqual([])
    const doubts = told({ votes: { total: 16 } })
    expect(inShort(doubts)).toEqual([`CHECK_CONTROL ${contest}|${county('wake')}`])
    expect(doubts[0]).toMatchObject({
      reason: 'Wake, President: the source gives 16 votes as the sum of all selections, and 15 were read',
      keys: [`${contest}|${county('wake')}`],
      places: ['results.csv#L9', expect.anything()],
    })
  })

  const whole = { of: 'parts', unit: state, unitName: 'All' } as const

  test('of the parts of a unit, of one selection or of all, keeps back the parts', () => {
    expect(told({ ...whole, votes: { total: 24 } })).toEqual([])
    expect(told({ ...whole, selection: 'ada', votes: { total: 17 } })).toEqual([])
    const [doubt] = told({ ...whole, selection: 'ada', selectionName: 'Ada', votes: { total: 18 } })
    expect(doubt?.reason).toBe(
      'All, President: the source gives 18 votes as the sum of Ada, and 17 were read',
    )
    expect(doubt?.keys).toHaveLength(2)
  })

  test('of what was not read at all holds the capture, unless it is zero', () => {
    expect(told({ unit: county('orange'), votes: { total: 0 } })).toEqual([])
    const [doubt] = told({ unit: county('orange'), unitName: 'Orange' })
    expect(doubt).toMatchObject({
      keys: undefined,
      reason: expect.stringContaining(
        'Orange, President: the source gives 15 votes as the sum of all selections, and none',
      ),
    })
    expect(told({ ...whole, contest: undefined, ballots: { cast: 9 } })).toHaveLength(1)
  })

  test('is of units, too: how many parts there are', () => {
    expect(told({ ...whole, units: 2 })).toEqual([])
    expect(told({ ...whole, contest: undefined, units: 2 })).toEqual([])
    const [doubt] = told({ ...whole, units: 3 })
    expect(doubt?.reason).toBe('All, President: the source has 3 parts, and 2 were read')
  })

  test('may be declared not to fit', () => {
    const because = 'the office leaves provisional votes out of its total'
    expect(told({ votes: { total: 16 } }, { except: [{ unit: county('wake'), because }] })).toEqual([])
  })

  test('may have to be there for every contest', () => {
    const without = (controls: readonly Control[], options = {}) =>
      inShort(ask(control, { ...shown, controls }, { every_contest: true, ...options }))
    const lost = [`CHECK_CONTROL ${contest}|*`]
    expect(without([])).toEqual(lost)
    expect(
      without([said({ contest: undefined, of: 'parts', unit: state, units: 2, contestName: undefined })]),
    ).toEqual(lost)
    expect(without([said({})])).toEqual([])
    expect(ask(control, { ...shown, controls: [] })).toEqual([])
    const except = [wake, durham].map(({ unit }) => ({ unit, because: 'no sum is printed below one county' }))
    expect(without([], { except })).toEqual([])
    expect(without([], { except: except.slice(0, 1) })).toEqual(lost)
  })

  test('is not less than what is told where the source withholds some', () => {
    const [[key, result] = []] = [...shown.now]
    if (key === undefined || result === undefined) throw new Error('no result')
    const suppressed = [{ id: 'cy', name: 'Cy', writeIn: false }]
    const now = new Map([[key, { ...result, record: { ...result.record, suppressed } }]])
    const of = (total: number) => ask(control, { ...shown, now, controls: [said({ votes: { total } })] })
    expect(of(20)).toEqual([])
    expect(of(14)).toHaveLength(1)
  })
})

test('parts of parts are added up once, however deep', () => {
  const precinct = (name: string, votes: number) => ({
    unit: `${county('wake')}/precinct:${name}`,
    within: county('wake'),
    votes: { ada: votes },
  })
  const deep = examined([precinct('1', 7), precinct('2', 5), { ...durham, votes: { ada: 5 } }])
  const of = (unit: string, total: number) =>
    ask(control, { ...deep, controls: [said({ of: 'parts', unit, votes: { total } })] })
  expect(of(state, 17)).toEqual([])
  expect(of(county('wake'), 12)).toEqual([])
  expect(of(county('wake'), 17)).toHaveLength(1)
})
