import { afterEach, describe, expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import type { Desk } from '../../../engine/plan/desk.ts'
import { recompute } from '../../../engine/process/arbitrate/recompute.ts'
import { tick } from '../../../engine/process/arbitrate/tick.ts'
import { alertEntries, writeAlerts } from '../../../engine/register/alert-entries.ts'
import { writeOverride } from '../../../engine/register/override-entries.ts'
import { contest, minute, state, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, newArbitrating } from './arbitrating.ts'
import { order } from './contenders.ts'
import { a, b, doubt, key, says, set, stands } from './two-feeds.ts'

const { signal } = new AbortController()
let desk: Arbitrating
afterEach(() => desk.close())

const open = (given: Partial<Desk> = { sources: [{ ...order('a', 'b'), freshWithin: 600_000 }] }): void => {
  desk = newArbitrating(given)
}

/** Lets time pass until a minute of the night. */
const until = (at: number): Promise<void> => desk.clock.advance(at * 60_000 - desk.clock.elapsed())

describe('what a rule holds', () => {
  test('keeps the last good figures of the only source, until it is released', async () => {
    open()
    await desk.take(says(a, 1, 100))
    await writeAlerts(desk.ports.register, election, [{ alert: doubt, from: 0, at: minute(2) }], signal)
    await desk.take(says(a, 2, 900))
    expect(await stands(desk)).toBe('a 100 [HELD]')
    expect(await stands(desk, state)).toBe('a 100 [HELD]')
    const released = { ...doubt, released: { who: 'Kim', why: 'right', at: minute(3), measure: 9 } }
    await writeAlerts(desk.ports.register, election, [{ alert: released, from: 1, at: minute(3) }], signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands(desk)).toBe('a 900')
    expect(await stands(desk, state)).toBe('a 900')
  })

  test('lets another source count that is not in doubt', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 100))
    await writeAlerts(desk.ports.register, election, [{ alert: doubt, from: 0, at: minute(2) }], signal)
    await desk.take(says(a, 2, 900))
    expect(await stands(desk)).toBe('b 100 (HELD)')
  })

  test('figures that no message has brought yet wait, whoever decides meanwhile', async () => {
    open()
    await desk.take(says(a, 1, 100))
    await desk.ports.results.apply([says(a, 2, 900)], signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands(desk)).toBe('a 100')
    await desk.take(says(a, 2, 900))
    expect(await stands(desk)).toBe('a 900')
  })
})

describe('what a person sets', () => {
  test('outranks all, is in every sum above, and ends by itself', async () => {
    open()
    await until(1)
    await desk.take(says(a, 1, 100))
    await writeOverride(desk.ports.register, set, 0, signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands(desk)).toBe('override 77 (OVERRIDE)')
    expect(await stands(desk, state)).toBe('a 77')
    await desk.take(says(a, 2, 120))
    expect(await stands(desk)).toBe('override 77 (OVERRIDE)')
    await until(31)
    await tick(desk.ports, minute(31), signal)
    expect(await stands(desk)).toBe('a 120 (OVERRIDE_ENDED)')
    expect(await stands(desk, state)).toBe('a 120')
  })

  test('is no disagreement of sources in a sum above', async () => {
    open()
    await until(1)
    const precincts = ['01', '02'].map((name) =>
      says(b, 1, 50, { unit: `${wake}/precinct:${name}`, within: wake }),
    )
    await desk.take(says(a, 1, 100), ...precincts)
    const precinct = resultKey(contest, `${wake}/precinct:01`)
    await writeOverride(desk.ports.register, { ...set, key: precinct, votes: { harris: 330 } }, 0, signal)
    await recompute(desk.ports, election, [precinct], signal)
    const alerts = async () =>
      (await Array.fromAsync(alertEntries(desk.ports.register, election, key, signal))).flatMap(
        ({ alert }) => (alert.state === 'open' ? [alert.rule] : []),
      )
    expect(await alerts()).toEqual([])
    expect((await desk.current(wake))?.envelope.record?.selections[0]?.votes.total).toBe(100)
    // The end of what was set is no disagreement either; what the source itself says then is one.
    await until(31)
    await tick(desk.ports, minute(31), signal)
    expect(await alerts()).toEqual([])
    await desk.take(says(b, 2, 330, { unit: `${wake}/precinct:01`, within: wake }))
    expect(await alerts()).toEqual(['sources_disagree'])
  })

  test('of a selection that has another id by now says so, and counts nothing twice', async () => {
    open()
    await until(1)
    await desk.take(says(a, 1, 100))
    await writeOverride(desk.ports.register, set, 0, signal)
    const renamed = says(a, 2, 120)
    const selections = (renamed.record?.selections ?? []).map((one) => ({ ...one, id: 'k-harris' }))
    await desk.take({ ...renamed, record: renamed.record && { ...renamed.record, selections } })
    const { record, because } = (await desk.current(wake))?.envelope ?? {}
    expect(record?.selections.map(({ id, votes }) => [id, votes.total])).toEqual([['k-harris', 120]])
    expect(because).toMatch(/; harris does not stand any more, and is not set$/)
  })

  test('a tick finds one that nobody has made current', async () => {
    open()
    await until(1)
    await desk.take(says(a, 1, 100))
    await writeOverride(desk.ports.register, set, 0, signal)
    await tick(desk.ports, minute(1), signal)
    expect(await stands(desk)).toBe('override 77 (OVERRIDE)')
  })

  test('a tick does what is left where its end was written, and neither said nor added up', async () => {
    open()
    await until(1)
    await desk.take(says(a, 1, 100))
    await writeOverride(desk.ports.register, set, 0, signal)
    await recompute(desk.ports, election, [key], signal)
    await until(31)
    const publish = () => Promise.reject(new Error('the log does not answer'))
    const mute = { ...desk.ports, log: { ...desk.ports.log, publish } }
    await expect(tick(mute, minute(31), signal)).rejects.toThrow('does not answer')
    expect(await stands(desk, state)).toBe('a 77')
    await tick(desk.ports, minute(31), signal)
    expect(await stands(desk, state)).toBe('a 100')
    expect((await desk.published()).filter((one) => one.key === key).at(-1)?.switched?.why).toBe(
      'OVERRIDE_ENDED',
    )
  })

  test('stands where nobody reports anything', async () => {
    open()
    await until(1)
    await writeOverride(desk.ports.register, set, 0, signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands(desk)).toBe('override 77')
    await until(31)
    await tick(desk.ports, minute(31), signal)
    expect(await stands(desk)).toBe('units none (OVERRIDE_ENDED)')
    expect((await desk.published()).at(-1)).toMatchObject({ key, kind: 'withdrawn', record: null })
  })

  test('figures that become doubtful under it do not stand when it ends', async () => {
    open()
    await until(1)
    await desk.take(says(a, 1, 100))
    await writeOverride(desk.ports.register, set, 0, signal)
    await recompute(desk.ports, election, [key], signal)
    await writeAlerts(desk.ports.register, election, [{ alert: doubt, from: 0, at: minute(2) }], signal)
    await desk.take(says(a, 2, 900))
    await until(31)
    await tick(desk.ports, minute(31), signal)
    expect(await stands(desk)).toBe('a 100 [HELD] (OVERRIDE_ENDED)')
  })
})
