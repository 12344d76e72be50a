import { afterEach, describe, expect, test } from 'vitest'
import type { Envelope } from '../../../engine/model/envelope.ts'
import { resultKey } from '../../../engine/model/ids.ts'
import { type Desk, plainDesk } from '../../../engine/plan/desk.ts'
import { recompute } from '../../../engine/process/arbitrate/recompute.ts'
import { alertEntries } from '../../../engine/register/alert-entries.ts'
import { contest, state, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, newArbitrating } from './arbitrating.ts'
import { order } from './contenders.ts'
import { a, b, key, says, stands } from './two-feeds.ts'

const { signal } = new AbortController()
let desk: Arbitrating
afterEach(() => desk.close())

const open = (given: Partial<Desk> = { sources: [{ ...order('a', 'b'), freshWithin: 600_000 }] }): void => {
  desk = newArbitrating(given)
}

describe('several feeds', () => {
  const found = async () =>
    (await Array.fromAsync(alertEntries(desk.ports.register, election, key, signal))).map(
      ({ alert }) => `${alert.rule} ${alert.severity} ${alert.state}`,
    )

  test('that differ are an alert with a table, once, and cleared when they agree', async () => {
    open()
    await desk.take(says(a, 1, 1_000), says(b, 1, 1_050))
    await desk.take(says(b, 2, 1_060))
    const [entry] = await Array.fromAsync(alertEntries(desk.ports.register, election, key, signal))
    expect(entry?.alert).toMatchObject({
      rule: 'sources_disagree',
      feed: null,
      state: 'open',
      words: 'wake, US PRESIDENT: a and b differ by 60 votes of Kamala D. Harris; 10 are allowed',
      table: [
        ['', 'a', 'b'],
        ['Kamala D. Harris', '1,000', '1,060'],
      ],
    })
    await desk.take(says(a, 2, 1_055))
    expect(await found()).toEqual(['sources_disagree alert cleared'])
  })

  test('without an order are noted, and the first by id counts', async () => {
    open({})
    await desk.take(says(b, 1, 100), says(a, 1, 100))
    expect(await stands(desk)).toBe('a 100')
    expect(await found()).toEqual(['no_order note open'])
  })

  test('one of higher rank that is behind is an alert, until it has caught up', async () => {
    open()
    await desk.take(says(b, 1, 1_000))
    await desk.take(says(a, 1, 500))
    expect(await stands(desk)).toBe('b 1000')
    expect((await found()).toSorted()).toEqual(['source_behind alert open', 'sources_disagree alert open'])
    await desk.take(says(a, 2, 1_000))
    expect(await stands(desk)).toBe('a 1000 (PRIORITY)')
    expect(new Set(await found())).toEqual(
      new Set(['source_behind alert cleared', 'sources_disagree alert cleared']),
    )
  })

  test('are matched by the crosswalk of the election', async () => {
    const crosswalk = {
      contests: { pres: contest },
      units: { 'b/wake': wake, b: state },
      selections: { [contest]: { kamala: 'harris' } },
    }
    open({ sources: [order('b', 'a')], crosswalks: { [b]: crosswalk } })
    const own = says(b, 1, 120, { feedUnit: 'b', key: resultKey('pres', 'b/wake') })
    const record = {
      ...own.record,
      contest: { ...own.record?.contest, id: 'pres' },
      unit: { id: 'b/wake', type: 'county', name: 'Wake', within: 'b' },
      selections: own.record?.selections.map((one) => ({ ...one, id: 'kamala' })),
    } as Envelope['record']
    await desk.take(says(a, 1, 100), { ...own, record })
    expect(await desk.votes()).toEqual({ [wake]: 120, [state]: 120 })
    expect((await desk.current(wake))?.envelope.record?.selections[0]?.id).toBe('harris')
  })
})

test('what was heard under an id before the crosswalk said of what else it is stands there no more', async () => {
  open({})
  await desk.take(says(b, 1, 120))
  expect(await stands(desk)).toBe('b 120')
  const crosswalk = { contests: {}, units: { [wake]: `${state}/county:durham` }, selections: {} }
  const now = { ...desk.ports, desk: (id: string) => ({ ...plainDesk(id), crosswalks: { [b]: crosswalk } }) }
  await recompute(now, election, [key], signal)
  expect(await stands(desk)).toBe('b none')
})
