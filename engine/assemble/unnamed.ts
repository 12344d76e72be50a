import type { ResultKey } from '../model/ids.ts'
import type { ResultDraft } from './draft.ts'

/** What has no name in a result but its id. */
export interface Unnamed {
  readonly key: ResultKey
  readonly what: 'contest' | 'selection'
  readonly id: string
}

/** The contest, if neither a line nor the election names it, and the selections that no line names. */
export function unnamedIn(key: ResultKey, { contest, selections }: ResultDraft): readonly Unnamed[] {
  const isKnown = contest.isNamed || contest.expected !== undefined
  const nameless = [...selections].filter(([, { isNamed }]) => !isNamed)
  return [
    ...(isKnown ? [] : [{ key, what: 'contest' as const, id: contest.id }]),
    ...nameless.map(([id]) => ({ key, what: 'selection' as const, id })),
  ]
}
