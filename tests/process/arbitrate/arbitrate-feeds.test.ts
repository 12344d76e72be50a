import { afterEach, describe, expect, test } from 'vitest'
import type { Envelope, FeedStatus } from '../../../engine/model/envelope.ts'
import { resultKey } from '../../../engine/model/ids.ts'
import type { Desk } from '../../../engine/plan/desk.ts'
import { arbitrateStatus } from '../../../engine/process/arbitrate/arbitrate-status.ts'
import { recompute } from '../../../engine/process/arbitrate/recompute.ts'
import { tick } from '../../../engine/process/arbitrate/tick.ts'
import { keepStatus } from '../../../engine/process/keep-status.ts'
import { alertEntries, writeAlerts } from '../../../engine/register/alert-entries.ts'
import { writeOverride } from '../../../engine/register/override-entries.ts'
import { contest, envelope, minute, state, status, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, feedId, newArbitrating } from './arbitrating.ts'
import { order } from './contenders.ts'

const { signal } = new AbortController()
const [a, b] = [feedId('a'), feedId('b')]
const key = resultKey(contest, wake)
let desk: Arbitrating
afterEach(() => desk.close())

const open = (given: Partial<Desk> = { sources: [{ ...order('a', 'b'), freshWithin: 600_000 }] }): void => {
  desk = newArbitrating(given)
}

/** What a feed says of Wake. */
const says = (feed: typeof a, revision: number, votes: number | null, more = {}): Envelope =>
  envelope(revision, votes, { feed, unit: wake, within: state, ...more })

/** What a feed says of itself, kept and followed as its group does. */
async function tells(feed: typeof a, revision: number, saidAt: string, more: Partial<FeedStatus> = {}) {
  const said = status(revision, saidAt, { feed, checkedAt: saidAt, ...more })
  const message = { key: feed, id: `${feed}/status/${saidAt}`, value: JSON.stringify(said), headers: {} }
  await keepStatus.make(desk.ports)([message], signal)
  await arbitrateStatus.make(desk.ports)([message], signal)
}

/** `a 100 [HELD] (SILENT)`: whose figures stand in Wake, what is stale, and the last switch. */
async function stands(unit = wake): Promise<string> {
  const { source, record, stale, switched } = (await desk.current(unit))?.envelope ?? {}
  const of = source?.kind === 'feed' ? source.feed : source?.kind
  return [
    of,
    record?.selections[0]?.votes.total ?? 'none',
    ...(stale?.length ? [`[${stale.map(({ why }) => why).join(' ')}]`] : []),
    ...(switched ? [`(${switched.why})`] : []),
  ].join(' ')
}

/** Lets time pass until a minute of the night. */
const until = (at: number): Promise<void> => desk.clock.advance(at * 60_000 - desk.clock.elapsed())

const hold = { code: 'CHECK_FALL', group: '*', reason: 'fell', results: 1, places: [], since: minute(2) }
const held = (id: string, scope: object) => ({ ...hold, id, scope, capture: 'c'.repeat(64) as never })

describe('the status of feeds', () => {
  test('a feed that is held gives way, and comes back when it is not behind', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    expect(await stands()).toBe('a 100')
    await tells(a, 1, minute(3), { holds: [held('h-1', { units: [wake] })] })
    expect(await stands()).toBe('b 90 (HELD)')
    await desk.take(says(b, 2, 150))
    await tells(a, 1, minute(5))
    expect(await stands()).toBe('b 150 (HELD)')
    await desk.take(says(a, 2, 149))
    expect(await stands()).toBe('a 149 (PRIORITY)')
    expect(desk.told.map((one) => one.event === 'current.switched' && one.why)).toEqual(['HELD', 'PRIORITY'])
  })

  test('a hold of other units changes nothing, and one by a person covers what lies within', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(a, 1, minute(3), { holds: [held('h-1', { units: [state] })] })
    expect(await stands()).toBe('a 100')
    await tells(a, 1, minute(4), { holds: [{ ...held('h-2', { units: [state] }), by: 'Kim' }] })
    expect(await stands()).toBe('b 90 (HELD)')
    expect((await desk.current(wake))?.envelope.because).toContain('a is not used: held by Kim (h-2)')
  })

  test('the only feed that is held stays, and is marked, in every sum above as well', async () => {
    open()
    await desk.take(says(a, 1, 100))
    await tells(a, 1, minute(3), { holds: [held('h-1', {})] })
    expect(await stands()).toBe('a 100 [HELD]')
    expect((await desk.current(state))?.envelope.stale).toEqual([
      { why: 'HELD', words: 'held by its checks (h-1)', since: minute(2) },
      { why: 'HELD', words: 'within: wake', since: minute(2) },
    ])
    await tells(a, 1, minute(4))
    expect(await stands()).toBe('a 100')
  })

  test('a feed whose polls fail for longer than it may be stale gives way', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    const failing = { since: minute(3), code: 'SOURCE_FAILED' }
    await tells(a, 1, minute(12), { checkedAt: minute(3), failing })
    expect(await stands()).toBe('a 100')
    await tells(a, 1, minute(13), { checkedAt: minute(4), failing })
    expect(await stands()).toBe('b 90 (FAILING)')
  })

  test('a feed that falls silent is found by the tick, and comes back with its next word', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(a, 1, minute(3))
    await tells(b, 1, minute(9))
    await tick(desk.ports, minute(12), signal)
    expect(await stands()).toBe('a 100')
    await tick(desk.ports, minute(13), signal)
    expect(await stands()).toBe('b 90 (SILENT)')
    await desk.take(says(a, 2, 101))
    expect(await stands()).toBe('b 90 (SILENT)')
    await tells(a, 2, minute(14))
    expect(await stands()).toBe('a 101 (PRIORITY)')
  })

  test('where all are silent what stands stays, and is marked', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(a, 1, minute(3))
    await tells(b, 1, minute(3))
    await tick(desk.ports, minute(30), signal)
    expect(await stands()).toMatch(/^a 100 \[SILENT\]|^b 90 \[SILENT\]/)
    expect((await desk.current(wake))?.envelope.stale).toHaveLength(1)
  })

  test('a crash before everything in scope was decided anew is healed by the same message', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    const said = status(1, minute(3), { feed: a, checkedAt: minute(3), holds: [held('h-1', {})] })
    const message = { key: a, id: 'x', value: JSON.stringify(said), headers: {} }
    await keepStatus.make(desk.ports)([message], signal)
    const list = () => {
      throw new Error('crash')
    }
    const dying = { ...desk.ports, results: { ...desk.ports.results, list } }
    await expect(arbitrateStatus.make(dying)([message], signal)).rejects.toThrow('crash')
    expect(await stands()).toBe('a 100')
    await arbitrateStatus.make(desk.ports)([message], signal)
    expect(await stands()).toBe('b 90 (HELD)')
  })
})

describe('what a rule holds', () => {
  const alert = (severity: 'hold' | 'alert', feed = a) => ({
    ...{
      id: 'a-1',
      election,
      key,
      feed,
      rule: 'jump',
      about: '',
      measure: 9,
      limit: 1,
      words: '!',
      severity,
    },
    ...{ state: 'open' as const, since: minute(2), noticed: { version: 1, measure: 9 } },
  })

  test('keeps the last good figures of the only source, until it is released', async () => {
    open()
    await desk.take(says(a, 1, 100))
    await writeAlerts(
      desk.ports.register,
      election,
      [{ alert: alert('hold'), from: 0, at: minute(2) }],
      signal,
    )
    await desk.take(says(a, 2, 900))
    expect(await stands()).toBe('a 100 [HELD]')
    expect(await stands(state)).toBe('a 100 [HELD]')
    const released = { ...alert('hold'), released: { who: 'Kim', why: 'right', at: minute(3), measure: 9 } }
    await writeAlerts(desk.ports.register, election, [{ alert: released, from: 1, at: minute(3) }], signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands()).toBe('a 900')
    expect(await stands(state)).toBe('a 900')
  })

  test('lets another source count that is not in doubt', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 100))
    await writeAlerts(
      desk.ports.register,
      election,
      [{ alert: alert('hold'), from: 0, at: minute(2) }],
      signal,
    )
    await desk.take(says(a, 2, 900))
    expect(await stands()).toBe('b 100 (HELD)')
  })

  test('figures that no message has brought yet wait, whoever decides meanwhile', async () => {
    open()
    await desk.take(says(a, 1, 100))
    await desk.ports.results.apply([says(a, 2, 900)], signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands()).toBe('a 100')
    await desk.take(says(a, 2, 900))
    expect(await stands()).toBe('a 900')
  })
})

describe('what a person sets', () => {
  const override = (more = {}) => ({
    ...{ id: 'o-1', election, key, votes: { harris: 77 }, who: 'Kim', why: 'read on the telephone' },
    ...{ at: minute(0), until: minute(30), ...more },
  })

  test('outranks all, is in every sum above, and ends by itself', async () => {
    open()
    await until(1)
    await desk.take(says(a, 1, 100))
    await writeOverride(desk.ports.register, override(), 0, signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands()).toBe('override 77 (OVERRIDE)')
    expect(await stands(state)).toBe('a 77')
    await desk.take(says(a, 2, 120))
    expect(await stands()).toBe('override 77 (OVERRIDE)')
    await until(31)
    await tick(desk.ports, minute(31), signal)
    expect(await stands()).toBe('a 120 (OVERRIDE_ENDED)')
    expect(await stands(state)).toBe('a 120')
  })

  test('a tick finds one that nobody has made current', async () => {
    open()
    await until(1)
    await desk.take(says(a, 1, 100))
    await writeOverride(desk.ports.register, override(), 0, signal)
    await tick(desk.ports, minute(1), signal)
    expect(await stands()).toBe('override 77 (OVERRIDE)')
  })

  test('stands where nobody reports anything', async () => {
    open()
    await until(1)
    await writeOverride(desk.ports.register, override(), 0, signal)
    await recompute(desk.ports, election, [key], signal)
    expect(await stands()).toBe('override 77')
  })

  test('figures that become doubtful under it do not stand when it ends', async () => {
    open()
    await until(1)
    await desk.take(says(a, 1, 100))
    await writeOverride(desk.ports.register, override(), 0, signal)
    const alert = {
      ...{ id: 'a-1', election, key, feed: a, rule: 'jump', about: '', measure: 9, limit: 1, words: '!' },
      ...{ severity: 'hold' as const, state: 'open' as const, since: minute(2) },
      noticed: { version: 1, measure: 9 },
    }
    await recompute(desk.ports, election, [key], signal)
    await writeAlerts(desk.ports.register, election, [{ alert, from: 0, at: minute(2) }], signal)
    await desk.take(says(a, 2, 900))
    await until(31)
    await tick(desk.ports, minute(31), signal)
    expect(await stands()).toBe('a 100 [HELD] (OVERRIDE_ENDED)')
  })
})

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
    expect(await stands()).toBe('a 100')
    expect(await found()).toEqual(['no_order note open'])
  })

  test('one of higher rank that is behind is an alert, until it has caught up', async () => {
    open()
    await desk.take(says(b, 1, 1_000))
    await desk.take(says(a, 1, 500))
    expect(await stands()).toBe('b 1000')
    expect((await found()).toSorted()).toEqual(['source_behind alert open', 'sources_disagree alert open'])
    await desk.take(says(a, 2, 1_000))
    expect(await stands()).toBe('a 1000 (PRIORITY)')
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
