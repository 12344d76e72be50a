import { afterEach, expect, test } from 'vitest'
import type { Envelope } from '../../../engine/model/envelope.ts'
import { contestAndUnit, resultKey } from '../../../engine/model/ids.ts'
import { currentEntries, currentIn } from '../../../engine/register/current-entries.ts'
import { contest, envelope, state, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, newArbitrating } from './arbitrating.ts'
import { order } from './contenders.ts'
import { a, b, stands } from './two-feeds.ts'

const { signal } = new AbortController()
const durham = `${state}/county:durham`
const all = `${wake}/precinct:all`

let desk: Arbitrating
afterEach(() => desk.close())

/** How the ids of feed b read. */
const open = (units: Readonly<Record<string, string>>, names = ['b', 'a']): void => {
  const crosswalks = { [b]: { contests: {}, units, selections: {} } }
  desk = newArbitrating({ sources: [order(...names)], crosswalks })
}

/** The state feed, which has each county in the state. */
const ofState = (revision: number, unit: string, votes: number | null): Envelope =>
  envelope(revision, votes, { feed: a, unit, within: state })

/** The county's own feed, of which everything lies in the county. */
const ofCounty = (revision: number, unit: string, votes: number | null, within = wake): Envelope =>
  envelope(revision, votes, { feed: b, feedUnit: wake, unit, within })

const stateNow = async () => {
  const { envelope: now } = (await desk.current(state)) ?? {}
  const votes = now?.record?.selections[0]?.votes.total
  return [votes, now?.completeness.partsPresent, now?.completeness.partsKnown]
}

/** No unit may be listed among those directly within it. */
async function ownParts(): Promise<readonly string[]> {
  const entries = await Array.fromAsync(
    currentEntries(desk.ports.register, election, contest, undefined, signal),
  )
  const found: string[] = []
  for (const { body } of entries) {
    const { unit } = contestAndUnit(body.key)
    const parts = desk.ports.register.list(currentIn(election, contest), { group: unit }, signal)
    for await (const { id } of parts) if (id === unit) found.push(`${id} by its group`)
    if (body.record?.unit.within === unit || body.memory.above.includes(unit)) found.push(unit)
  }
  return found
}

test('a precinct that is the whole county by the crosswalk is a part of the state, and none of itself', async () => {
  open({ [all]: wake })
  await desk.take(ofState(1, durham, 1_000), ofCounty(1, all, 2_000))
  expect(await desk.votes()).toEqual({ [durham]: 1_000, [wake]: 2_000, [state]: 3_000 })
  expect(await stateNow()).toEqual([3_000, 2, 2])
  expect(await ownParts()).toEqual([])
  const { body } = (await desk.current(wake)) ?? {}
  expect(body?.record?.unit).toEqual({ id: wake, type: 'county', name: 'all', within: state })
  expect(body?.completeness).toEqual({})
  expect(body?.memory).toMatchObject({ above: [], byId: [], ways: [], hasParts: false })

  await desk.take(ofCounty(2, all, 2_500))
  expect(await stateNow()).toEqual([3_500, 2, 2])
  await desk.take(ofCounty(3, all, null))
  expect(await stateNow()).toEqual([1_000, 1, 2])
})

test('whichever comes first, and where both feeds report it, the county is added up once', async () => {
  open({ [all]: wake })
  await desk.take(ofCounty(1, all, 2_000))
  expect(await desk.votes()).toEqual({ [wake]: 2_000 })
  await desk.take(ofState(1, wake, 1_995), ofState(1, durham, 1_000))
  expect(await stateNow()).toEqual([3_000, 2, 2])
  await desk.take(ofCounty(2, all, null))
  expect(await stands(desk)).toBe('a 1995 (WITHDRAWN)')
  expect(await stateNow()).toEqual([2_995, 2, 2])
  await desk.take(ofState(2, wake, null))
  expect(await stateNow()).toEqual([1_000, 1, 2])
  expect(await ownParts()).toEqual([])
})

test('precincts beside it are parts of the county that it is, and it is not one of them', async () => {
  open({ [all]: wake }, ['a', 'units', 'b'])
  const one = `${wake}/precinct:1`
  const two = `${wake}/precinct:2`
  await desk.take(ofCounty(1, one, 700), ofCounty(2, two, 900), ofState(1, durham, 10))
  await desk.take(ofCounty(3, all, 2_000))
  expect((await desk.current(wake))?.envelope.completeness).toEqual({ partsPresent: 2, partsKnown: 2 })
  expect(await desk.votes()).toEqual({
    [one]: 700,
    [two]: 900,
    [wake]: 1_600,
    [durham]: 10,
    [state]: 1_610,
  })
  expect(await ownParts()).toEqual([])
})

test('a feed of the whole state that writes its counties so has them in the state', async () => {
  open({ [all]: wake, [`${durham}/precinct:all`]: durham })
  const says = (revision: number, county: string, votes: number): Envelope =>
    envelope(revision, votes, { feed: b, unit: `${county}/precinct:all`, within: county })
  await desk.take(says(1, wake, 2_000), says(2, durham, 1_000))
  expect(await desk.votes()).toEqual({ [durham]: 1_000, [wake]: 2_000, [state]: 3_000 })
  expect(await ownParts()).toEqual([])
  expect((await desk.current(wake))?.body.memory).toMatchObject({ above: [state], ways: [[state]] })
})

test('a unit that the crosswalk puts elsewhere is added up there, and not where the feed has it', async () => {
  const [theirs, moved, other] = [`${wake}/precinct:9`, `${durham}/precinct:9`, `${durham}/precinct:1`]
  open({ [theirs]: moved })
  await desk.take(
    ofState(1, `${wake}/precinct:1`, 100),
    envelope(1, 300, { feed: a, unit: other, within: durham }),
    envelope(1, 30, { feed: b, unit: theirs, within: wake }),
  )
  expect((await desk.current(moved))?.body.record?.unit.within).toBe(durham)
  expect((await desk.votes())[durham]).toBe(330)
  await desk.take(envelope(2, null, { feed: b, unit: theirs, within: wake }))
  expect((await desk.votes())[durham]).toBe(300)
})

test('precincts that a feed numbers through the state are parts of the counties that the crosswalk says', async () => {
  const named = [1, 2, 3].map((n) => [`p-${n}`, `${n < 3 ? wake : durham}/precinct:${n}`] as const)
  open(Object.fromEntries(named))
  await desk.take(
    ...named.map(([id], at) => envelope(at + 1, 100 * (at + 1), { feed: b, unit: id, within: state })),
  )
  expect(await desk.votes()).toMatchObject({ [wake]: 300, [durham]: 300, [state]: 600 })
})

test('where the feed has a district around it, or the crosswalk names what is, the feed says where it lies', async () => {
  const district = `${state}/district:2`
  open({ 'p-1': `${wake}/precinct:1`, 'p-2': `${wake}/precinct:2`, d: district })
  await desk.take(
    envelope(1, 100, { feed: b, unit: 'p-1', within: district }),
    envelope(2, 50, { feed: b, unit: 'p-2', within: 'd' }),
  )
  expect((await desk.votes())[district]).toBe(150)
})

test('what the feed says of an id that another of its ids reads as is not heard', async () => {
  open({ [all]: wake })
  await desk.take(ofCounty(5, wake, 1, state), ofCounty(1, all, 2_000))
  const { body } = (await desk.current(wake)) ?? {}
  expect(body?.record?.selections[0]?.votes.total).toBe(2_000)
  expect(body?.memory.heard).toEqual({ [b]: { revision: 1 } })
})

test('what an earlier version has put into itself leaves it with the next that is said', async () => {
  open({ [all]: wake })
  const key = resultKey(contest, wake)
  await desk.take(ofState(1, durham, 1_000), ofCounty(1, all, 2_000))
  const { register } = desk.ports
  const before = await desk.current(wake)
  if (before === undefined) throw new Error('nothing stands')
  const { memory } = before.body
  const inItself = {
    heard: { [b]: { revision: 1, above: wake } },
    above: [wake],
    byId: [wake],
    ways: [[wake]],
  }
  const at = before.body.spoken.decidedAt
  const body = { ...before.body, memory: { ...memory, ...inItself, hasParts: true } }
  await register.put(
    currentIn(election, contest),
    [{ id: wake, from: before.guard, at, body, group: wake }],
    signal,
  )
  expect(await ownParts()).toContain(`${wake} by its group`)
  for await (const { body: part } of currentEntries(register, election, contest, wake, signal))
    expect(part.key).not.toBe(key)
  await desk.take(ofCounty(2, all, 2_500))
  expect(await ownParts()).toEqual([])
  expect(await stateNow()).toEqual([3_500, 2, 2])
})
