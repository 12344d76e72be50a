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

/** Each key once: the first that is there. */
export const distinct = (asked: readonly Asked[]): readonly Asked[] =>
  firstBy(asked, ({ feed, key }) => `${feed} ${key}`)

/** … and once for each unit that it lies in, or lay in before: it has neighbours in both. */
export const distinctPlaces = (asked: readonly Asked[]): readonly Asked[] =>
  firstBy(asked, ({ feed, key, above = '' }) => `${feed} ${key} ${above}`)

function firstBy(asked: readonly Asked[], nameOf: (one: Asked) => string): readonly Asked[] {
  const found = new Map<string, Asked>()
  for (const one of asked) if (!found.has(nameOf(one))) found.set(nameOf(one), one)
  return [...found.values()]
}

/** A home in the cloud answers each question after milliseconds: so many are asked at once. */
export const readsAtOnce = 16
