import { afterEach, describe, expect, test } from 'vitest'
import type { Envelope } from '../../../engine/model/envelope.ts'
import { type Desk, plainDesk } from '../../../engine/plan/desk.ts'
import { envelope } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, feedId, newArbitrating } from './arbitrating.ts'
import { order } from './contenders.ts'

const country = 'ocd-division/country:us'
const [zz, yy] = ['zz', 'yy'].map((name) => `${country}/state:${name}`) as [string, string]
const [elm, oak, ash] = ['elm', 'oak', 'ash'].map((name) => `${zz}/county:${name}`) as [
  string,
  string,
  string,
]
let desk: Arbitrating
afterEach(() => desk.close())

const open = (given: Partial<Desk> = {}): void => {
  desk = newArbitrating(given)
}

/** What a feed of a jurisdiction says of a unit in its first changeset. */
const says = (feed: string, feedUnit: string, unit: string, votes: number, more = {}): Envelope => {
  const above = unit.slice(0, unit.lastIndexOf('/'))
  const made = envelope(1, votes, { feed: feedId(feed), feedUnit, unit, within: above, ...more })
  return unit === feedUnit && made.record !== null ? { ...made, record: withoutWithin(made.record) } : made
}

function withoutWithin(record: NonNullable<Envelope['record']>): Envelope['record'] {
  const { within: _, ...unit } = record.unit
  return { ...record, unit }
}

describe('what stands is added up', () => {
  test('from precincts to the nation, whoever reports what', async () => {
    open()
    await desk.take(
      says('elm', elm, `${elm}/precinct:1`, 1),
      says('elm', elm, `${elm}/precinct:2`, 2),
      says('zz', zz, oak, 40),
      says('yy', yy, yy, 500),
    )
    expect(await desk.votes()).toEqual({
      [`${elm}/precinct:1`]: 1,
      [`${elm}/precinct:2`]: 2,
      [elm]: 3,
      [oak]: 40,
      [zz]: 43,
      [yy]: 500,
      [country]: 543,
    })
    expect((await desk.current(zz))?.envelope).toMatchObject({
      source: { kind: 'units', units: 2, feeds: ['elm', 'zz'] },
      feeds: ['elm', 'zz'],
      because: 'no feed reports it itself: what stands in the units within is added up',
    })
    expect((await desk.current(country))?.envelope).toMatchObject({
      source: { kind: 'units', units: 2, feeds: ['elm', 'yy', 'zz'] },
    })
  })

  test('never twice: counties, and the districts of another feed that divide the state once more', async () => {
    open()
    await desk.take(
      says('counties', zz, elm, 10),
      says('counties', zz, oak, 20),
      says('districts', zz, `${zz}/cd:1`, 12),
      says('districts', zz, `${zz}/cd:2`, 17),
    )
    expect((await desk.votes())[zz]).toBe(30)
  })

  test('whole: counties and independent cities that one feed reports side by side', async () => {
    open()
    await desk.take(
      says('zz', zz, elm, 10),
      says('zz', zz, `${zz}/place:harbor`, 5),
      says('elm', elm, elm, 10),
    )
    expect((await desk.votes())[zz]).toBe(15)
  })

  test('beyond every jurisdiction only where there are two: one county says nothing of its state', async () => {
    open()
    await desk.take(says('elm', elm, elm, 10))
    expect(await desk.votes()).toEqual({ [elm]: 10 })
    await desk.take(says('oak', oak, oak, 20))
    expect((await desk.votes())[zz]).toBe(30)
  })

  test('into districts where the election says which units lie in them, but for two that share one', async () => {
    const liesIn = { [elm]: [`${zz}/cd:1`], [oak]: [`${zz}/cd:1`], [ash]: [`${zz}/cd:2`, `${zz}/cd:3`] }
    open({ election: { ...plainDesk(election).election, liesIn } })
    await desk.take(says('zz', zz, elm, 10), says('zz', zz, oak, 20), says('zz', zz, ash, 40))
    expect(await desk.votes()).toEqual({ [elm]: 10, [oak]: 20, [ash]: 40, [`${zz}/cd:1`]: 30, [zz]: 70 })
  })

  test('never twice: districts that share a county, and the counties, of one feed', async () => {
    const liesIn = { [elm]: [`${zz}/cd:1`], [ash]: [`${zz}/cd:1`, `${zz}/cd:2`] }
    open({ election: { ...plainDesk(election).election, liesIn } })
    await desk.take(
      says('zz', zz, elm, 10),
      says('zz', zz, ash, 40),
      says('zz', zz, `${zz}/cd:1`, 30),
      says('zz', zz, `${zz}/cd:2`, 20),
    )
    expect((await desk.votes())[zz]).toBe(50)
  })

  test('of all districts, though one county of them comes from elsewhere', async () => {
    const liesIn = { [elm]: [`${zz}/cd:1`], [oak]: [`${zz}/cd:1`], [ash]: [`${zz}/cd:2`] }
    open({ election: { ...plainDesk(election).election, liesIn } })
    await desk.take(says('districts', zz, `${zz}/cd:1`, 30), says('districts', zz, `${zz}/cd:2`, 40))
    expect((await desk.votes())[zz]).toBe(70)
    await desk.take(says('elm', zz, elm, 10))
    expect((await desk.votes())[zz]).toBe(70)
    await desk.take(says('elm', zz, oak, 25), says('elm', zz, ash, 40))
    expect((await desk.votes())[zz]).toBe(75)
  })

  test('for a unit that reports itself only where the order says so', async () => {
    const said = [says('zz', zz, zz, 100), says('zz', zz, elm, 60), says('zz', zz, oak, 41)]
    open()
    await desk.take(...said)
    expect((await desk.votes())[zz]).toBe(100)
    await desk.close()
    open({ sources: [order('units', 'zz')] })
    await desk.take(...said)
    expect((await desk.votes())[zz]).toBe(101)
  })

  test('with the source of each unit: a county’s own feed in the place of the state’s', async () => {
    open({ sources: [order('elm', 'zz')] })
    await desk.take(says('zz', zz, elm, 10), says('zz', zz, oak, 20), says('elm', elm, elm, 14))
    expect(await desk.votes()).toEqual({ [elm]: 14, [oak]: 20, [zz]: 34 })
    expect((await desk.current(zz))?.envelope.source).toMatchObject({ kind: 'units', feeds: ['elm', 'zz'] })
  })

  test('with units known and present, those that have nothing any more among the known', async () => {
    open()
    await desk.take(says('zz', zz, elm, 10), says('zz', zz, oak, 20))
    await desk.take({ ...says('zz', zz, oak, 0), revision: 2, previous: 1, kind: 'withdrawn', record: null })
    expect((await desk.current(zz))?.envelope.completeness).toEqual({ partsPresent: 1, partsKnown: 2 })
  })
})
