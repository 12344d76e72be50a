import type { Status } from '../../model/result.ts'
import type { NistObject } from './tree.ts'

/** The least final first. */
const finality = [
  'unofficial-partial',
  'unofficial-complete',
  'recount',
  'correction',
  'certified',
] as const satisfies readonly Status[]

/** Of many results: what holds of the least final. Where none says anything, nobody knows that the count has ended. */
export function statusOfAll(said: ReadonlySet<Status>): Status {
  const [only] = said
  if (said.size === 1 && only !== undefined) return only
  // Among others those that have not begun are a part of a count under way.
  if (said.has('pre-election')) return 'unofficial-partial'
  return finality.find((status) => said.has(status)) ?? 'unofficial-partial'
}

const words: Partial<Record<Status, string>> = {
  'pre-election': 'not-processed',
  'unofficial-partial': 'in-process',
  'unofficial-complete': 'completed',
  certified: 'completed',
}

/** CountStatus of a unit or contest, where the source says how far the count is. */
export function countStatus(status: Status | undefined): readonly NistObject[] | undefined {
  const word = status === undefined ? undefined : words[status]
  return word === undefined ? undefined : [{ '@type': 'CountStatus', Status: word, Type: 'total' }]
}
