import { describe, expect, test } from 'vitest'
import { type Allowance, hostBudget, type Turn } from '../../engine/source/host-budget.ts'
import { manualClock } from '../helpers/manual-clock.ts'

const never = new AbortController().signal
const budgetOf = (allowance: Allowance, clock = manualClock()) => ({
  clock,
  budget: hostBudget(() => allowance, clock),
})
/** Lets everything run that is ready to. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the turns at a host', () => {
  test('are given at once as long as there are some, and then one by one as time passes', async () => {
    const { budget, clock } = budgetOf({ perSecond: 2, atOnce: 100 })
    const times: number[] = []
    for (let asked = 0; asked < 6; asked += 1)
      void budget.turn('example.gov', never).then(() => times.push(clock.elapsed()))
    await settled()
    expect(times).toEqual([0, 0])
    await clock.advance(3_000)
    expect(times).toEqual([0, 0, 500, 1_000, 1_500, 2_000])
    expect(clock.sleeping()).toBe(0)
  })

  test('are slower than one a second where it is said so', async () => {
    const { budget, clock } = budgetOf({ perSecond: 0.5, atOnce: 100 })
    const times: number[] = []
    for (let asked = 0; asked < 3; asked += 1)
      void budget.turn('example.gov', never).then(() => times.push(clock.elapsed()))
    await settled()
    await clock.advance(10_000)
    expect(times).toEqual([0, 2_000, 4_000])
  })

  test('are never more at once than may be, and go on in the order of asking', async () => {
    const { budget } = budgetOf({ perSecond: 1_000, atOnce: 2 })
    const given: number[] = []
    const turns: Turn[] = []
    for (let asked = 0; asked < 5; asked += 1)
      void budget.turn('example.gov', never).then((turn) => given.push(asked) + turns.push(turn))
    await settled()
    expect(given).toEqual([0, 1])
    turns[1]?.[Symbol.dispose]()
    // Disposed of twice it counts once.
    turns[1]?.[Symbol.dispose]()
    await settled()
    expect(given).toEqual([0, 1, 2])
    turns[0]?.[Symbol.dispose]()
    turns[2]?.[Symbol.dispose]()
    await settled()
    expect(given).toEqual([0, 1, 2, 3, 4])
  })

  test('say how long they were waited for', async () => {
    const { budget, clock } = budgetOf({ perSecond: 1, atOnce: 1 })
    const first = await budget.turn('example.gov', never)
    const second = budget.turn('example.gov', never)
    await clock.advance(700)
    first[Symbol.dispose]()
    await clock.advance(300)
    expect((await second).waited).toBe(1_000)
    expect(first.waited).toBe(0)
  })

  test('are counted for each host by itself, however its name is written', async () => {
    const { budget, clock } = budgetOf({ perSecond: 1, atOnce: 1 })
    await budget.turn('example.gov', never)
    await budget.turn('media.example.gov', never)
    let isGiven = false
    void budget.turn('EXAMPLE.gov.', never).then(() => (isGiven = true))
    await clock.advance(5_000)
    expect(isGiven).toBe(false)
  })

  test('are left by whoever is told to stop, and the next one has the place', async () => {
    const { budget, clock } = budgetOf({ perSecond: 1, atOnce: 1 })
    const first = await budget.turn('example.gov', never)
    const stop = new AbortController()
    const second = budget.turn('example.gov', stop.signal)
    const third = budget.turn('example.gov', never)
    stop.abort(new Error('the poll is over'))
    await expect(second).rejects.toThrow('the poll is over')
    first[Symbol.dispose]()
    await clock.advance(1_000)
    expect((await third).waited).toBe(1_000)
    await expect(budget.turn('example.gov', stop.signal)).rejects.toThrow('the poll is over')
  })

  test('that nobody waits for any more keep no clock running', async () => {
    const { budget, clock } = budgetOf({ perSecond: 1, atOnce: 5 })
    await budget.turn('example.gov', never)
    const stop = new AbortController()
    const second = budget.turn('example.gov', stop.signal)
    expect(clock.sleeping()).toBe(1)
    stop.abort(new Error('the poll is over'))
    await expect(second).rejects.toThrow('the poll is over')
    expect(clock.sleeping()).toBe(0)
  })

  test('do not pile up while nobody asks', async () => {
    const { budget, clock } = budgetOf({ perSecond: 3, atOnce: 100 })
    await clock.advance(60_000)
    let given = 0
    for (let asked = 0; asked < 20; asked += 1)
      void budget.turn('example.gov', never).then(() => (given += 1))
    await settled()
    expect(given).toBe(3)
  })
})
