import { afterEach, expect, test } from 'vitest'
import { alertEntries } from '../../../engine/register/alert-entries.ts'
import type { Register } from '../../../engine/register/register.ts'
import { minute, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, election, newArbitrating, taking } from './arbitrating.ts'
import { order } from './contenders.ts'
import { a, b, held, says, stands, tells } from './two-feeds.ts'

const { signal } = new AbortController()
let desk: Arbitrating
afterEach(() => desk.close())

/** Something befalls when the first entry of a kind is about to be written: everything that it follows from was read. */
function beforeItStands(register: Register, befalls: () => Promise<void>, kind = 'current'): Register {
  let isOver = false
  return {
    ...register,
    async put(partition, writes, until) {
      const isFirst = !isOver && partition.startsWith(`${kind}|`)
      if (isFirst) isOver = true
      if (isFirst) await befalls()
      return await register.put(partition, writes, until)
    },
  }
}

test('a hold that comes while the first figures of a unit are decided is seen in them', async () => {
  desk = newArbitrating()
  const { ports } = desk
  const register = beforeItStands(ports.register, () =>
    tells(desk, a, minute(3), { holds: [held('h-1', { units: [wake] })] }),
  )
  await taking({ ...ports, register })(says(a, 1, 100))
  expect(await stands(desk)).toBe('a 100 [HELD]')
})

test('a hold that ends while the first figures of a unit are decided is not in them', async () => {
  desk = newArbitrating()
  const { ports } = desk
  await tells(desk, a, minute(2), { holds: [held('h-1', { units: [wake] })] })
  const register = beforeItStands(ports.register, () => tells(desk, a, minute(3)))
  await taking({ ...ports, register })(says(a, 1, 100))
  expect(await stands(desk)).toBe('a 100')
})

test('two feeds that agree before their difference is an alert leave none open', async () => {
  desk = newArbitrating({ sources: [order('a', 'b')] })
  const { ports } = desk
  await desk.take(says(a, 1, 100))
  const register = beforeItStands(ports.register, () => desk.take(says(b, 2, 100)), 'alerts')
  await taking({ ...ports, register })(says(b, 1, 50))
  const alerts = await Array.fromAsync(alertEntries(ports.register, election, undefined, signal))
  expect(alerts.map(({ alert: { rule, state } }) => `${rule} ${state}`)).toEqual(['sources_disagree cleared'])
})

test('a key that is to be decided again for two reasons is decided once more, and no more', async () => {
  desk = newArbitrating({ sources: [order('a', 'b')] })
  const { ports } = desk
  const register = beforeItStands(ports.register, () =>
    tells(desk, a, minute(3), { holds: [held('h-1', { units: [wake] })] }),
  )
  await taking({ ...ports, register })(says(a, 1, 100), says(b, 1, 50))
  expect(await stands(desk)).toBe('b 50 (HELD)')
})
