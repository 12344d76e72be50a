import type { FeedError } from '../errors/feed-error.ts'
import { counted } from './words.ts'

/** What a run leaves undone. */
export interface Left {
  /** So many messages are dead letters now. */
  readonly dead: number
  /** Why not all was processed, and the groups that wait for it, as far as is known. */
  readonly unprocessed?: { readonly error: FeedError; readonly groups: readonly string[] }
}

/** What is not done, by whom it matters to, and what to do next. Undefined: nothing. */
export function leftText({ dead, unprocessed }: Left): string | undefined {
  const letters = `${counted(dead, 'message')} ${dead === 1 ? 'is a dead letter' : 'are dead letters'} now: feed dead-letters`
  if (unprocessed === undefined) return dead > 0 ? letters : undefined
  const { error, groups } = unprocessed
  const waiting = groups.length > 0 ? groups : groupsOf(error.code)
  const isOfResults = waiting.length === 0 || waiting.some((group) => outward[group] === undefined)
  const what = isOfResults
    ? 'Not all that was published is in the results'
    : `All that was published is in the results, but ${waiting.map((group) => outward[group]).join(', and ')}`
  return `${what}: ${error.code}. Then go on: feed run --once${dead > 0 ? `; ${letters}` : ''}`
}

/** Groups after which no figure comes: what it means that one of them waits. */
const outward: Readonly<Record<string, string>> = {
  export: 'not all results are exported',
  tell: 'not all alerts are posted',
}

/** Exports and posts that have come due are made without a message of any group. */
function groupsOf(code: string): readonly string[] {
  if (code.startsWith('ALERT_')) return ['tell']
  return code.startsWith('EXPORT_') ? ['export'] : []
}
