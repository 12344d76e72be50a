import { expect, test } from 'vitest'
import { hostBudget } from '../../engine/source/host-budget.ts'
import { memoryTurns, sharedBudget } from '../../engine/source/shared-turns.ts'
import { manualClock } from '../helpers/manual-clock.ts'
import { hostTurnsConformance } from './host-turns.ts'

hostTurnsConformance(
  'memory',
  async () => {
    const turns = memoryTurns()
    return { another: () => turns, close: async () => undefined }
  },
  100,
)

const never = new AbortController().signal
const allowance = { perSecond: 1, atOnce: 2 }

test('two processes wait for each other at hosts that they share, and at no other', async () => {
  const clock = manualClock({ start: '2024-11-06T02:00:00Z' })
  const turns = memoryTurns()
  const budgets = [1, 2].map(() =>
    sharedBudget(
      hostBudget(() => allowance, clock),
      {
        turns,
        isShared: (host) => host === 'shared.example.gov',
        allowanceOf: () => allowance,
        clock,
      },
    ),
  )
  const given: string[] = []
  for (const [n, budget] of budgets.entries())
    for (const host of ['Shared.example.gov.', 'own.example.gov'])
      void budget.turn(host, never).then(({ waited }) => given.push(`${n} ${host} ${waited}`))
  await expect
    .poll(() => given)
    .toEqual(['0 own.example.gov 0', '1 own.example.gov 0', '0 Shared.example.gov. 0'])
  await clock.advance(1_000)
  expect(given.slice(3)).toEqual(['1 Shared.example.gov. 1000'])
})

test('who gives up while waiting for others gives back the turn of its own process', async () => {
  const clock = manualClock({ start: '2024-11-06T02:00:00Z' })
  const one = { perSecond: 1_000, atOnce: 1 }
  const turns = memoryTurns()
  const budget = sharedBudget(
    hostBudget(() => one, clock),
    {
      turns,
      isShared: () => true,
      allowanceOf: () => ({ ...one, perSecond: 0.1 }),
      clock,
    },
  )
  const first = await budget.turn('a.example.gov', never)
  first[Symbol.dispose]()
  const time = new AbortController()
  const second = budget.turn('a.example.gov', time.signal)
  await expect.poll(() => clock.sleeping()).toBe(1)
  time.abort(new Error('too long'))
  await expect(second).rejects.toThrow('too long')
  const third = budget.turn('a.example.gov', never)
  await expect.poll(() => clock.sleeping()).toBe(1)
  await clock.advance(20_000)
  expect((await third).waited).toBe(20_000)
})
