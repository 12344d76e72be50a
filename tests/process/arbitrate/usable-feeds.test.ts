import { afterEach, describe, expect, test } from 'vitest'
import type { Desk } from '../../../engine/plan/desk.ts'
import { arbitrateStatus } from '../../../engine/process/arbitrate/arbitrate-status.ts'
import { tick } from '../../../engine/process/arbitrate/tick.ts'
import { keepStatus } from '../../../engine/process/keep-status.ts'
import { minute, state, status, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, newArbitrating } from './arbitrating.ts'
import { order } from './contenders.ts'
import { a, b, held, says, stands, tells } from './two-feeds.ts'

const { signal } = new AbortController()
let desk: Arbitrating
afterEach(() => desk.close())

const open = (given: Partial<Desk> = { sources: [{ ...order('a', 'b'), freshWithin: 600_000 }] }): void => {
  desk = newArbitrating(given)
}

describe('the status of feeds', () => {
  test('a feed that is held gives way, and comes back when it is not behind', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    expect(await stands(desk)).toBe('a 100')
    await tells(desk, a, minute(3), { holds: [held('h-1', { units: [wake] })] })
    expect(await stands(desk)).toBe('b 90 (HELD)')
    await desk.take(says(b, 2, 150))
    await tells(desk, a, minute(5))
    expect(await stands(desk)).toBe('b 150 (HELD)')
    await desk.take(says(a, 2, 149))
    expect(await stands(desk)).toBe('a 149 (PRIORITY)')
    expect(desk.told.map((one) => one.event === 'current.switched' && one.why)).toEqual(['HELD', 'PRIORITY'])
  })

  test('a hold of other units changes nothing, and one by a person covers what lies within', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(desk, a, minute(3), { holds: [held('h-1', { units: [state] })] })
    expect(await stands(desk)).toBe('a 100')
    await tells(desk, a, minute(4), { holds: [{ ...held('h-2', { units: [state] }), by: 'Kim' }] })
    expect(await stands(desk)).toBe('b 90 (HELD)')
    expect((await desk.current(wake))?.envelope.because).toContain('a is not used: held by Kim (h-2)')
  })

  test('the only feed that is held stays, and is marked, in every sum above as well', async () => {
    open()
    await desk.take(says(a, 1, 100))
    await tells(desk, a, minute(3), { holds: [held('h-1', {})] })
    expect(await stands(desk)).toBe('a 100 [HELD]')
    expect((await desk.current(state))?.envelope.stale).toEqual([
      { why: 'HELD', words: 'held by its checks (h-1)', since: minute(2) },
      { why: 'HELD', words: 'within: wake', since: minute(2) },
    ])
    await tells(desk, a, minute(4))
    expect(await stands(desk)).toBe('a 100')
  })

  test('a feed whose polls fail for longer than it may be stale gives way', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    const failing = { since: minute(3), code: 'SOURCE_FAILED' }
    await tells(desk, a, minute(12), { checkedAt: minute(3), failing })
    expect(await stands(desk)).toBe('a 100')
    await tells(desk, a, minute(13), { checkedAt: minute(4), failing })
    expect(await stands(desk)).toBe('b 90 (FAILING)')
  })

  test('a feed that falls silent is found by the tick, and comes back with its next word', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(desk, a, minute(3))
    await tells(desk, b, minute(9))
    await tick(desk.ports, minute(12), signal)
    expect(await stands(desk)).toBe('a 100')
    await tick(desk.ports, minute(13), signal)
    expect(await stands(desk)).toBe('b 90 (SILENT)')
    await desk.take(says(a, 2, 101))
    expect(await stands(desk)).toBe('b 90 (SILENT)')
    await tells(desk, a, minute(14))
    expect(await stands(desk)).toBe('a 101 (PRIORITY)')
  })

  test('a silence of which not all was decided is found again a minute later', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(desk, a, minute(3))
    await tells(desk, b, minute(9))
    const list = () => {
      throw new Error('the store is busy')
    }
    const busy = { ...desk.ports, results: { ...desk.ports.results, list } }
    await expect(tick(busy, minute(13), signal)).rejects.toThrow('busy')
    expect(await stands(desk)).toBe('a 100')
    await tick(desk.ports, minute(14), signal)
    expect(await stands(desk)).toBe('b 90 (SILENT)')
  })

  test('who has not read what feeds said does not take them for silent', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(desk, a, minute(3))
    await tells(desk, b, minute(9))
    await tick(desk.ports, minute(30), signal, { heard: undefined })
    await tick(desk.ports, minute(30), signal, { heard: minute(12) })
    expect(await stands(desk)).toBe('a 100')
    await tick(desk.ports, minute(30), signal, { heard: minute(13) })
    expect(await stands(desk)).toBe('b 90 (SILENT)')
  })

  test('a silence is not ended by a clock that is behind, only by the feed', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(desk, a, minute(3))
    await tells(desk, b, minute(9))
    await tick(desk.ports, minute(13), signal)
    await tick(desk.ports, minute(12), signal)
    expect(await stands(desk)).toBe('b 90 (SILENT)')
    await tells(desk, a, minute(12))
    expect(await stands(desk)).toBe('a 100 (PRIORITY)')
  })

  test('where all are silent what stands stays, and is marked', async () => {
    open()
    await desk.take(says(a, 1, 100), says(b, 1, 90))
    await tells(desk, a, minute(3))
    await tells(desk, b, minute(3))
    await tick(desk.ports, minute(30), signal)
    expect(await stands(desk)).toMatch(/^a 100 \[SILENT\]|^b 90 \[SILENT\]/)
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
    expect(await stands(desk)).toBe('a 100')
    await arbitrateStatus.make(desk.ports)([message], signal)
    expect(await stands(desk)).toBe('b 90 (HELD)')
  })
})
