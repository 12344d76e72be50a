import type { Head } from '../model/head.ts'
import type { Hold } from '../model/hold.ts'
import type { FeedId } from '../model/ids.ts'
import { refusalOf } from '../state/refusal.ts'

/** What ends a hold that nobody can release now, in plain sentences. Undefined: a person can release it. */
export function holdEnd(feed: FeedId, hold: Hold, head: Pick<Head, 'judged'>): string | undefined {
  const refusal = refusalOf(hold, head.judged)
  if (refusal === undefined) return undefined
  return `It can not be released: ${refusal}. ${endOf(feed, hold)}`
}

function endOf(feed: FeedId, { code }: Hold): string {
  if (code.startsWith('CHECK_')) return 'The next capture that can be read decides about it.'
  if (code.startsWith('STATE_'))
    return 'It ends with the first poll that finds the state whole: docs/recovery.md.'
  const what =
    code === 'RECORD_TOO_LARGE'
      ? 'whose records the log takes'
      : 'that its spec can read; if the source changed for good, correct the spec'
  return `It ends with the first capture ${what}: feed dry-run ${feed}`
}
