import { describe, expect, test } from 'vitest'
import type { Doubt } from '../../engine/check/check.ts'
import type { Order } from '../../engine/model/hold.ts'
import { type FeedId, resultKey, type Sha256 } from '../../engine/model/ids.ts'
import { covers, type HoldContext, holdsFrom } from '../../engine/poll/holds.ts'
import { hold } from '../helpers/examined.ts'

const capture = 'c'.repeat(64) as Sha256
const context: HoldContext = {
  feed: 'us-xx-one' as FeedId,
  capture,
  capturedAt: '2024-11-05T20:00:00.000Z',
  holds: [],
  orders: [],
}
const doubt = (unit: string, more: Partial<Doubt> = {}): Doubt => ({
  code: 'CHECK_FALL',
  group: unit,
  scope: { units: [unit], contests: ['xx/mayor'] },
  keys: [resultKey('xx/mayor', unit)],
  reason: `votes fell in ${unit}`,
  places: [`a.csv#L${unit}`],
  ...more,
})
const units = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `unit-${at}`)
const release = (more: Partial<Order> = {}): Order => ({
  order: 'release',
  hold: 'h-1',
  code: 'CHECK_FALL',
  group: 'wake',
  capture,
  who: 'Kim',
  why: 'confirmed',
  at: context.capturedAt,
  ...more,
})

describe('doubts become holds', () => {
  test('one per code and group, which keeps back the results of all of them', () => {
    const { holds, byKey } = holdsFrom(
      [
        doubt('wake'),
        doubt('wake', {
          keys: [resultKey('xx/judge', 'wake')],
          scope: { units: ['wake'], contests: ['xx/judge'] },
        }),
        doubt('wake', { code: 'CHECK_BALLOTS' }),
      ],
      context,
    )
    expect(holds).toMatchObject([
      {
        code: 'CHECK_FALL',
        results: 2,
        scope: { units: ['wake'], contests: ['xx/mayor', 'xx/judge'] },
        capture,
        since: context.capturedAt,
      },
      { code: 'CHECK_BALLOTS', results: 1 },
    ])
    expect(byKey.get(resultKey('xx/mayor', 'wake'))).toEqual(holds.map(({ id }) => id))
    expect(byKey.get(resultKey('xx/judge', 'wake'))).toEqual([holds[0]?.id])
  })

  test('each with a short id that the same doubt in the next capture keeps, and its beginning', () => {
    const [first] = holdsFrom([doubt('wake')], context).holds
    expect(first?.id).toMatch(/^h-[0-9a-f]{8}$/)
    const later = {
      ...context,
      capture: 'd'.repeat(64) as Sha256,
      capturedAt: '2024-11-05T20:00:15.000Z',
      holds: first === undefined ? [] : [first],
    }
    const [second, other] = holdsFrom([doubt('wake'), doubt('durham')], later).holds
    expect(second).toMatchObject({ id: first?.id, since: context.capturedAt, capture: later.capture })
    expect(other).toMatchObject({ since: later.capturedAt })
    expect(other?.id).not.toBe(first?.id)
  })

  test('a person’s hold of the same code and group is another one', () => {
    const byKim = hold('CHECK_FALL', 'wake', { id: 'h-kim', by: 'Kim' })
    expect(holdsFrom([doubt('wake')], { ...context, holds: [byKim] }).holds[0]?.id).not.toBe('h-kim')
  })
})

describe('a release', () => {
  test('waives its code and group for its capture, and is named by what it lets pass', () => {
    const orders = [release()]
    const found = holdsFrom([doubt('wake'), doubt('durham')], { ...context, orders })
    expect(found.holds.map(({ group }) => group)).toEqual(['durham'])
    expect(found.releases).toEqual(orders)
  })

  test.each([
    ['another capture', release({ capture: 'd'.repeat(64) as Sha256 })],
    ['another code', release({ code: 'CHECK_BALLOTS' })],
    ['another group', release({ group: 'durham' })],
    ['a hold, which waives nothing', release({ order: 'hold' })],
  ])('does not count for %s', (_, order) => {
    const found = holdsFrom([doubt('wake')], { ...context, orders: [order] })
    expect([found.holds.length, found.releases]).toEqual([1, []])
  })

  test('of a hold that stands for many waives them all', () => {
    const many = units(65).map((unit) => doubt(unit))
    const { holds } = holdsFrom(many, context)
    expect(holds).toMatchObject([{ group: 'many', results: 65 }])
    const orders = [release({ group: 'many' })]
    expect(holdsFrom(many, { ...context, orders })).toMatchObject({ holds: [], releases: orders })
  })
})

describe('what a head and a status have room for', () => {
  test('so many groups stand alone; one more, and one hold stands for all', () => {
    expect(
      holdsFrom(
        units(64).map((unit) => doubt(unit)),
        context,
      ).holds,
    ).toHaveLength(64)
    const { holds, byKey } = holdsFrom(
      units(65).map((unit) => doubt(unit)),
      context,
    )
    expect(holds[0]?.reason).toBe('65 times: votes fell in unit-0, and others')
    expect(byKey.size).toBe(65)
  })

  test('a scope with too many names covers every unit instead', () => {
    const [held] = holdsFrom(
      [doubt('all', { scope: { units: units(101), contests: ['xx/mayor'] } })],
      context,
    ).holds
    expect(held?.scope).toEqual({ contests: ['xx/mayor'] })
  })

  test('however much is wrong, the holds stay small, and keep back every result', () => {
    const long = (unit: string): string => `ocd-division/country:us/state:xx/county:${unit.padEnd(60, 'x')}`
    const codes = ['CHECK_FALL', 'CHECK_BALLOTS', 'CHECK_REGISTERED', 'CHECK_PARTS'] as const
    const doubts = codes.flatMap((code) =>
      units(60).map((unit) =>
        doubt(unit, {
          code,
          scope: { units: [long(unit)], contests: units(90).map((one) => long(one)) },
          evidence: units(90).map((one) => long(one)),
          reason: 'x'.repeat(5_000),
        }),
      ),
    )
    const { holds, byKey } = holdsFrom(doubts, context)
    expect(Buffer.byteLength(JSON.stringify(holds))).toBeLessThan(110_000)
    expect(holds.map(({ code }) => code)).toEqual(codes)
    expect([...byKey.values()].map((ids) => ids.length)).toEqual(Array.from({ length: 60 }, () => 4))
  })
})

test('a hold covers what its scope names, and everything where it names nothing', () => {
  const key = resultKey('xx/mayor', 'wake')
  expect(covers({}, key)).toBe(true)
  expect(covers({ units: ['wake'] }, key)).toBe(true)
  expect(covers({ units: ['durham'] }, key)).toBe(false)
  expect(covers({ units: ['wake'], contests: ['xx/judge'] }, key)).toBe(false)
})
