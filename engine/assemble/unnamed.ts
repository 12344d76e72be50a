import type { ResultKey } from '../model/ids.ts'
import type { ResultDraft } from './draft.ts'

/** What has no name in a result but its id. */
export interface Unnamed {
  readonly key: ResultKey
  readonly what: 'contest' | 'selection'
  readonly id: string
}

/** The contest, if neither a line nor the election names it, and the selections that no line names. */
export function noteUnnamed(into: Unnamed[], key: ResultKey, { contest, selections }: ResultDraft): void {
  if (!contest.isNamed && contest.expected === undefined) into.push({ key, what: 'contest', id: contest.id })
  for (const { id, isNamed } of selections) if (!isNamed) into.push({ key, what: 'selection', id })
}
