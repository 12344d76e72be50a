import { afterEach, expect, test } from 'vitest'
import type { Register } from '../../../engine/register/register.ts'
import { minute, wake } from '../../conformance/results-samples.ts'
import { type Arbitrating, newArbitrating, taking } from './arbitrating.ts'
import { a, held, says, stands, tells } from './two-feeds.ts'

let desk: Arbitrating
afterEach(() => desk.close())

/** Something befalls when the first entry of a key is about to be written: everything that it follows from was read. */
function beforeItStands(register: Register, befalls: () => Promise<void>): Register {
  let isOver = false
  return {
    ...register,
    async put(partition, writes, signal) {
      const isFirst = !isOver && partition.startsWith('current|')
      if (isFirst) isOver = true
      if (isFirst) await befalls()
      return await register.put(partition, writes, signal)
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
