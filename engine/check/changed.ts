import type { Figures, Mode, Result } from '../model/result.ts'
import { hasAllInOrder } from './figures.ts'

/** A result that says something else than what stands, and what of it is otherwise: one look at both for all who ask. */
export interface Changed {
  readonly result: Result
  readonly stood: Figures
  /** A figure is less than it was, in total or in one mode. */
  readonly fell: boolean
  /** A mode that stood is not reported. */
  readonly lacksMode: boolean
  /** It has other selections than those that stood, or has them in another order. */
  readonly isOrderedElse: boolean
  /** All its votes together are none. */
  readonly isZero: boolean
}

export function changedBeside(result: Result, stood: Figures): Changed {
  let sum = 0
  let fell = false
  let lacksMode = false
  for (const { id, votes } of result.record.selections) {
    sum += votes.total
    const was = stood.votes[id]
    if (was !== undefined && votes.total < was) fell = true
    const reported = stood.modes?.[id]
    for (const mode in reported) {
      const [from, to] = [reported[mode as Mode], votes[mode as Mode]]
      if (to === undefined) lacksMode = true
      else if (from !== undefined && to < from) fell = true
    }
  }
  const isOrderedElse = !hasAllInOrder(result, stood.votes)
  return { result, stood, fell, lacksMode, isOrderedElse, isZero: sum === 0 }
}
