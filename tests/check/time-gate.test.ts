import { describe, expect, test } from 'vitest'
import { timeGate } from '../../engine/check/time-gate.ts'
import { figuresOf } from '../../engine/diff/figures.ts'
import { ask, county, election, examined, hold, inShort, result, state } from '../helpers/examined.ts'

const early = '2020-11-03T07:34:37.000Z'
const houston = { unit: county('houston'), votes: [60, 120, 180, 240] }
const aitkin = { unit: county('aitkin'), votes: [0, 0, 0, 0] }

test('Minnesota 2020: test values before the polls opened wait for closing time, zeros pass', () => {
  const doubts = ask(timeGate, examined([houston, aitkin], [], { capturedAt: early }))
  expect(inShort(doubts)).toEqual(['CHECK_TIME_GATE closes 2020-11-04T02:00:00Z'])
  expect(doubts[0]).toMatchObject({
    keys: [result(houston).key],
    scope: { units: [houston.unit], contests: ['mn/president'] },
    due: '2020-11-04T02:00:00Z',
  })
})

test('at closing time, and not a second before, it passes', () => {
  expect(ask(timeGate, examined([houston], [], { capturedAt: '2020-11-04T01:59:59.999Z' }))).toHaveLength(1)
  expect(ask(timeGate, examined([houston], [], { capturedAt: '2020-11-04T02:00:00.000Z' }))).toEqual([])
})

test('units reporting or ballots cast are figures too', () => {
  const reporting = { ...aitkin, reporting: { unitsReporting: 1, unitsTotal: 54 } }
  const ballots = { unit: county('anoka'), votes: [0], ballots: { cast: 12 } }
  expect(ask(timeGate, examined([reporting, ballots], [], { capturedAt: early }))[0]?.keys).toHaveLength(2)
})

test('a unit with a closing time of its own follows it', () => {
  const pollsClose = [...election.pollsClose, { unit: county('houston'), at: '2020-11-04T03:00:00Z' }]
  const shown = examined([houston, { ...aitkin, votes: [1] }], [], {
    capturedAt: '2020-11-04T02:30:00.000Z',
    election: { ...election, pollsClose },
  })
  expect(ask(timeGate, shown).map(({ keys }) => keys)).toEqual([[result(houston).key]])
})

test('a unit that the election does not know closes with the jurisdiction of the feed', () => {
  const stray = { unit: 'elsewhere', within: '', votes: [5] }
  expect(ask(timeGate, examined([stray], [], { capturedAt: early, unit: state }))).toHaveLength(1)
})

test('a feed whose jurisdiction the election does not know closes with the last one that it knows', () => {
  const pollsClose = [
    { unit: 'ocd-division/country:us/state:ga', at: '2020-11-04T00:00:00Z' },
    { unit: 'ocd-division/country:us/state:wa', at: '2020-11-04T04:00:00Z' },
    { unit: 'ocd-division/country:us/state:wi', at: '2020-11-04T02:00:00Z' },
  ]
  const shown = (capturedAt: string) =>
    examined([houston], [], { capturedAt, election: { ...election, pollsClose } })
  expect(ask(timeGate, shown('2020-11-04T03:59:59Z')).map(({ due }) => due)).toEqual(['2020-11-04T04:00:00Z'])
  expect(ask(timeGate, shown('2020-11-04T04:00:00Z'))).toEqual([])
})

describe('test windows', () => {
  const testWindows = [{ from: '2020-10-03T00:00:00Z', to: '2020-11-03T12:00:00Z' }]
  const during = { election: { ...election, testWindows } }
  const heldAsTest = {
    ...during,
    capturedAt: '2020-11-04T05:00:00.000Z',
    holds: [
      hold('CHECK_TEST_WINDOW', 'test-window', {
        scope: { units: [houston.unit], contests: ['mn/president'] },
      }),
    ],
    heldBefore: new Map([[result(houston).key, figuresOf(result(houston))]]),
  }

  test('figures that came in a test window do not publish by themselves', () => {
    const [doubt] = ask(timeGate, examined([houston], [], { ...during, capturedAt: early }))
    expect(doubt).toMatchObject({ code: 'CHECK_TEST_WINDOW' })
    expect(doubt?.due).toBeUndefined()
  })

  test('a window is over at its end', () => {
    const at = (capturedAt: string) =>
      inShort(ask(timeGate, examined([houston], [], { ...during, capturedAt })))
    expect(at('2020-11-03T11:59:59.999Z')).toEqual(['CHECK_TEST_WINDOW test-window'])
    expect(at('2020-11-03T12:00:00.000Z')).toEqual(['CHECK_TIME_GATE closes 2020-11-04T02:00:00Z'])
  })

  test('nor after closing time, as long as they have not changed', () => {
    expect(inShort(ask(timeGate, examined([houston], [], heldAsTest)))).toEqual([
      'CHECK_TEST_WINDOW test-window',
    ])
    expect(ask(timeGate, examined([{ ...houston, votes: [61, 120, 180, 240] }], [], heldAsTest))).toEqual([])
  })
})
