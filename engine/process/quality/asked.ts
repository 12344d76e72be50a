import type { FeedId, ResultKey } from '../../model/ids.ts'

/** What is to be judged: what one feed says of one key, in the feed's own ids. */
export interface Asked {
  readonly feed: FeedId
  readonly key: ResultKey
  /** The feed's jurisdiction: nothing is added up above it. */
  readonly feedUnit: string | undefined
  /** The unit directly above, where it is known from what the feed said last: it may be withdrawn by now. */
  readonly above?: string
}

export const distinct = (asked: readonly Asked[]): readonly Asked[] => [
  ...new Map(asked.map((one) => [`${one.feed} ${one.key}`, one])).values(),
]

/** A home in the cloud answers each question after milliseconds: so many are asked at once. */
export const readsAtOnce = 16
