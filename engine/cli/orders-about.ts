import type { Order } from '../model/hold.ts'
import { contestAndUnit, type ResultKey } from '../model/ids.ts'

/** Orders that name a result: its contest, its unit, a unit around it, or all. */
export function isAbout(key: ResultKey): (order: Order) => boolean {
  const { contest, unit } = contestAndUnit(key)
  return ({ group }) =>
    group === '*' || namesIn(group).some((id) => id === contest || id === unit || unit.startsWith(`${id}/`))
}

/** As `isAbout`, and those that name no place at all (`test-window`): they may have let this result pass too. */
export function mayConcern(key: ResultKey): (order: Order) => boolean {
  const about = isAbout(key)
  return (order) => about(order) || !namesIn(order.group).some((id) => id.includes('/'))
}

const namesIn = (group: string): readonly string[] => group.split(/[ |]/)
