import { neverPolled, type Standing, standingAfter } from '../../engine/backtest/standing.ts'
import { contestAndUnit } from '../../engine/model/ids.ts'
import type { Plan } from '../../engine/plan/plan.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { judgeFiles } from '../helpers/judged.ts'
import type { Look } from './series.ts'

/** What was held at one look. */
export interface HeldAt {
  readonly at: string
  readonly code: string
  readonly unit: string
}

/**
 * Judges a series look by look, in memory, and answers with everything that was held. With `release`, a person lets pass
 * each time what is held, as an honest correction.
 */
export async function heldIn(
  plan: Plan,
  looks: readonly Look[],
  { release }: { readonly release: boolean },
): Promise<readonly HeldAt[]> {
  const held: HeldAt[] = []
  let standing = neverPolled
  const judge = async ({ files, at }: Look): Promise<Judged> => {
    const judged = await judgeFiles(plan, files, at, standing.prior)
    standing = standingAfter(standing, judged)
    return judged
  }
  for (const look of looks) {
    const { holds, held: kept } = await judge(look)
    for (const { id, code } of holds) {
      const mine = kept.filter(({ holds: by }) => by.includes(id))
      held.push(...mine.map(({ key }) => ({ at: look.at, code, unit: contestAndUnit(key).unit })))
    }
    if (!release || holds.length === 0) continue
    standing = released(standing, look.at)
    if ((await judge(look)).holds.length > 0) throw new Error(`still held after a release: ${look.at}`)
  }
  return held
}

function released({ prior, revision }: Standing, at: string): Standing {
  const orders = prior.holds.map(({ id, code, group, capture }) => {
    return { order: 'release', hold: id, code, group, capture, who: 'Kim', why: 'a correction', at } as const
  })
  return { prior: { ...prior, orders: [...prior.orders, ...orders] }, revision }
}
