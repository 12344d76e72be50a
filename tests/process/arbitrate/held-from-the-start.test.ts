import { afterEach, describe, expect, test } from 'vitest'
import { resultKey } from '../../../engine/model/ids.ts'
import { recompute } from '../../../engine/process/arbitrate/recompute.ts'
import { writeAlerts } from '../../../engine/register/alert-entries.ts'
import { contest, envelope, minute, record, state, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, newArbitrating } from './arbitrating.ts'
import { a, doubt, key, says, stands } from './two-feeds.ts'

const { signal } = new AbortController()
let desk: Arbitrating
afterEach(() => desk.close())

const polk = `${state}/county:polk`
const complete = { unitsReporting: 3, unitsTotal: 3 }
const polkSays = (votes: number) =>
  says(a, 1, votes, { unit: polk, record: { ...record(polk, votes, state), reporting: complete } })
const wakeSays = says(a, 1, 900, { record: { ...record(wake, 900, state), reporting: complete } })

/** Polk is counted; a rule holds the very first figures of Wake. */
async function heldWake(): Promise<void> {
  desk = newArbitrating()
  await writeAlerts(desk.ports.register, election, [{ alert: doubt, from: 0, at: minute(0) }], signal)
  await desk.take(polkSays(100), wakeSays)
}

describe('a unit whose very first figures a rule holds', () => {
  test('has none, and the sum above says which unit is missing in it', async () => {
    await heldWake()
    expect(await stands(desk)).toBe('a none [HELD]')
    expect(await stands(desk, state)).toBe('a 100 [HELD]')
    const { stale, record: sum, completeness } = (await desk.current(state))?.envelope ?? {}
    expect(stale?.[0]?.words).toBe('within: wake, which has no figures that stand')
    expect(sum?.reporting).toEqual({ unitsReporting: 3 })
    expect(completeness).toEqual({ unitsReporting: 3, partsPresent: 1, partsKnown: 2 })
  })

  test('is in the sum when it is released, which is whole again', async () => {
    await heldWake()
    const released = { ...doubt, released: { who: 'Kim', why: 'right', at: minute(3), measure: 9 } }
    await writeAlerts(desk.ports.register, election, [{ alert: released, from: 1, at: minute(3) }], signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands(desk, state)).toBe('a 1000')
    const { record: sum, stale } = (await desk.current(state))?.envelope ?? {}
    expect([sum?.reporting, stale]).toEqual([{ unitsReporting: 6, unitsTotal: 6 }, []])
  })

  test('keeps the reason, however often it is decided', async () => {
    await heldWake()
    await recompute(desk.ports, election, [key], signal)
    expect((await desk.current(wake))?.envelope.because).toBe('nothing of it was ever free of doubt')
  })

  test('is seen in sums above a unit of which nothing stands at all', async () => {
    desk = newArbitrating()
    const precinct = `${wake}/precinct:01`
    const alert = { ...doubt, key: resultKey(contest, precinct) }
    await writeAlerts(desk.ports.register, election, [{ alert, from: 0, at: minute(0) }], signal)
    await desk.take(polkSays(100), envelope(1, 900, { feed: a }))
    expect(await stands(desk)).toBe('units none [HELD]')
    expect((await desk.current(state))?.envelope.stale[0]?.words).toBe(
      'within: wake, which has no figures that stand',
    )
  })
})
