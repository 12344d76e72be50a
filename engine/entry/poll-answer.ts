import type { PollOutcome } from '../poll/ports.ts'

/** What a polling function answers: what the poll came to. What failed is an answer too: the last good figures stay. */
export type PollAnswer = { readonly feed: string } & (
  | Exclude<PollOutcome, { readonly kind: 'failed' }>
  | ({ readonly kind: 'failed'; readonly code: string; readonly message: string } & Besides)
)

type Besides = Pick<PollOutcome, 'before' | 'unpublished'>

export function answerOf(feed: string, outcome: PollOutcome): PollAnswer {
  if (outcome.kind !== 'failed') return { feed, ...outcome }
  const { before, unpublished } = outcome
  const { code, message } = outcome.error
  return {
    feed,
    kind: 'failed',
    code,
    message,
    ...(before !== undefined && { before }),
    ...(unpublished !== undefined && { unpublished }),
  }
}
