import type { Unprocessed } from '../entry/backlog.ts'
import { counted } from './words.ts'

/** `14 messages of results.changes wait for group tally since 2024-11-06T02:01:00.000Z`, and what that means. */
export function unprocessedText({ group, topic, messages, since }: Unprocessed): string {
  const wait = `${counted(messages, 'message')} of ${topic} ${messages === 1 ? 'waits' : 'wait'} for group ${group}`
  const when = since === null ? ', unless a consumer is at work on it just now' : ` since ${since}`
  return `${wait}${when}: ${meanings[group] ?? 'they are not processed'}`
}

const meanings: Readonly<Record<string, string>> = {
  tally: 'what is current is older than what feeds have published',
  'keep-status': 'what feeds say of themselves since then is not known here',
  export: 'what is exported is older than what is current',
  tell: 'alerts are not posted',
}
