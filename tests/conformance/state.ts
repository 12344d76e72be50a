import { afterEach, beforeEach, describe } from 'vitest'
import type { StateHome } from '../../engine/state/home.ts'
import { stateCommits } from './state-commits.ts'
import { type Damage, stateDamage } from './state-damage.ts'
import { stateItems } from './state-items.ts'
import { stateLease } from './state-lease.ts'
import { statePeople } from './state-people.ts'
import { type StateUnderTest, stateUnderTest } from './state-samples.ts'

/** What a home must keep of the rules of DESIGN §5: the same for every one. */
export function stateConformance(
  name: string,
  open: () => Promise<{ readonly home: StateHome; readonly damage: Damage; close(): Promise<void> }>,
): void {
  describe(`${name}: state home`, () => {
    let opened: Awaited<ReturnType<typeof open>>
    let its: StateUnderTest
    beforeEach(async () => {
      opened = await open()
      its = stateUnderTest(opened.home)
    })
    afterEach(async () => {
      await opened.close()
    })
    const under = (): StateUnderTest => its
    stateLease(under)
    stateCommits(under)
    statePeople(under)
    stateItems(under)
    stateDamage(under, () => opened.damage)
  })
}
