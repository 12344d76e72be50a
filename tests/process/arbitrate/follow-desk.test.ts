import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import { type Desk, plainDesk } from '../../../engine/plan/desk.ts'
import { followDesks } from '../../../engine/process/arbitrate/follow-desk.ts'
import { followedOf } from '../../../engine/process/arbitrate/followed-of.ts'
import type { Ports } from '../../../engine/process/arbitrate/read-keys.ts'
import { alertEntries } from '../../../engine/register/alert-entries.ts'
import { currentEntry } from '../../../engine/register/current-entries.ts'
import { followedEntry } from '../../../engine/register/followed-entries.ts'
import { contest, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, newArbitrating } from './arbitrating.ts'
import { order } from './contenders.ts'
import { stepwisePorts } from './stepwise-ports.ts'
import { a, b, key, says, stands } from './two-feeds.ts'

const { signal } = new AbortController()
const before: Partial<Desk> = { sources: [order('a', 'b')] }
const turned: Partial<Desk> = { sources: [order('b', 'a')] }

let desk: Arbitrating
const begin = async (): Promise<void> => {
  desk = newArbitrating(before)
  await desk.take(says(a, 1, 1_000), says(b, 1, 900))
}
beforeEach(begin)
afterEach(() => desk.close())

/** The same stores, as a process finds them that begins with these files. */
function beginning(more: Partial<Desk>): Ports {
  const own = { ...plainDesk(election), ...more }
  // Its own hand on the register, as another process has it.
  return { ...desk.ports, register: { ...desk.ports.register }, desk: () => own }
}
/** The ports, and what was written through them. */
function watched(ports: Ports): { readonly ports: Ports; readonly writes: string[] } {
  const writes: string[] = []
  const register: Ports['register'] = {
    ...ports.register,
    put: (partition, ...rest) => {
      writes.push(partition)
      return ports.register.put(partition, ...rest)
    },
  }
  return { ports: { ...ports, register }, writes }
}
const kept = () => followedEntry(desk.ports.register, election, signal)

test('an order that was changed between two processes counts, without any message', async () => {
  expect(await stands(desk)).toBe('a 1000')
  await followDesks(beginning(turned), signal)
  expect(await stands(desk)).toBe('b 900 (ORDER_CHANGED)')
  expect((await desk.published()).at(-1)).toMatchObject({ source: { feed: 'b' } })
  expect((await kept())?.sources).toBe(followedOf({ ...plainDesk(election), ...turned }).sources)
})

test('a tolerance that was changed ends or begins an alert', async () => {
  const states = async () =>
    (await Array.fromAsync(alertEntries(desk.ports.register, election, key, signal))).map(
      ({ alert }) => `${alert.rule} ${alert.state}`,
    )
  expect(await states()).toEqual(['sources_disagree open'])
  const wide = { ...order('a', 'b'), tolerance: { votes: 500, percent: 50 } }
  await followDesks(beginning({ sources: [wide] }), signal)
  expect(await states()).toEqual(['sources_disagree cleared'])
})

test('a district that the table of units names now gets its sum, and one that is named no more loses it', async () => {
  const district = 'ocd-division/country:us/state:nc/sldl:7'
  const liesIn = { ...plainDesk(election).election, liesIn: { [wake]: [district] } }
  const sum = async () =>
    (await currentEntry(desk.ports.register, election, resultKey(contest, district), signal))?.body.record
      ?.selections[0]?.votes.total
  await followDesks(beginning({ ...before, election: liesIn }), signal)
  expect(await sum()).toBe(1_000)
  await followDesks(beginning(before), signal)
  expect(await sum()).toBeUndefined()
})

describe('nothing is written', () => {
  test('where a process begins with the same files', async () => {
    const { ports, writes } = watched(beginning(before))
    await followDesks(ports, signal)
    await followDesks(ports, signal)
    expect(writes).toEqual([])
  })

  test('a second time for one desk', async () => {
    const { ports, writes } = watched(beginning(turned))
    await followDesks(ports, signal)
    expect(writes).toContain('desks')
    writes.length = 0
    await followDesks(ports, signal)
    expect(writes).toEqual([])
  })
})

test('what an earlier version has decided, which noted nothing, is decided once', async () => {
  const { register } = desk.ports
  const published = (await desk.published()).length
  let isNoted = false
  const earlier: Ports['register'] = {
    ...register,
    get: async (partition, ...rest) =>
      partition === 'desks' && !isNoted ? undefined : await register.get(partition, ...rest),
    put: async (partition, writes, given) => {
      if (partition !== 'desks' || isNoted) return await register.put(partition, writes, given)
      isNoted = true
      const from = (await register.get(partition, election, given))?.guard ?? 0
      return await register.put(
        partition,
        writes.map((one) => ({ ...one, from })),
        given,
      )
    },
  }
  const { ports, writes } = watched({ ...beginning(before), register: earlier })
  await followDesks(ports, signal)
  expect(writes).toContain('desks')
  expect(await desk.published()).toHaveLength(published)
  writes.length = 0
  await followDesks(ports, signal)
  expect(writes).toEqual([])
})

test('a process that goes on with an older file says so once, and whoever begins last decides all of it', async () => {
  const old = watched(beginning(before))
  await followDesks(old.ports, signal)
  await followDesks(beginning(turned), signal)
  expect(await stands(desk)).toBe('b 900 (ORDER_CHANGED)')
  // The old one decides what comes by its own order.
  await followDesks(old.ports, signal)
  await followDesks(old.ports, signal)
  expect(old.writes).toEqual(['desks'])
  expect((await kept())?.sources).toBeNull()
  await desk.take(says(b, 2, 950))
  expect(await stands(desk)).toBe('a 1000 (ORDER_CHANGED)')
  await followDesks(beginning(turned), signal)
  expect(await stands(desk)).toBe('b 950 (ORDER_CHANGED)')
  expect((await kept())?.sources).not.toBeNull()
})

test('two that begin at once come to the same end, and note it', async () => {
  await Promise.all([followDesks(beginning(turned), signal), followDesks(beginning(turned), signal)])
  expect(await stands(desk)).toBe('b 900 (ORDER_CHANGED)')
  const { ports, writes } = watched(beginning(turned))
  await followDesks(ports, signal)
  expect(writes).toEqual([])
})

test('at whatever step a process ends, the next one comes to the same end', async () => {
  let crashes = 0
  for (let at = 0; at === crashes; at += 1) {
    await desk.close()
    await begin()
    let calls = 0
    const crashing = stepwisePorts(beginning(turned), async (step) => {
      const mine = calls
      calls += 1
      const answer = await step()
      if (mine === at) throw new Error('crash')
      return answer
    })
    await followDesks(crashing, signal).catch((error: Error) => {
      if (error.message !== 'crash') throw error
      crashes += 1
    })
    await followDesks(beginning(turned), signal)
    const end = (await desk.published()).at(-1)
    expect([at, await stands(desk), end?.source]).toMatchObject([
      at,
      'b 900 (ORDER_CHANGED)',
      { kind: 'feed', feed: 'b' },
    ])
  }
  expect(crashes).toBeGreaterThan(8)
})
