import { feedError, said } from '../errors/feed-error.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import { emptyHead } from './home.ts'

/** A head as a home keeps it. */
export const headText = (head: Head): string => JSON.stringify(head)

/**
 * Reads what `headText` wrote, of which a home may keep a part beside it. Bytes that were damaged since are STATE_DAMAGED,
 * and concern this feed only.
 */
export function readHead(feed: FeedId, text: string, beside: Partial<Head> = {}): Head {
  let value: unknown
  try {
    value = { ...(JSON.parse(text) as object), ...beside }
  } catch (error) {
    throw feedError('STATE_DAMAGED', { feed, what: `can not be read: ${said(error)}` }, { cause: error })
  }
  const wrong = wrongIn(value, emptyHead)
  if (wrong !== undefined) throw feedError('STATE_DAMAGED', { feed, what: `has no usable "${wrong}"` })
  return value as Head
}

/** The first property that is not of the kind that the empty head has there; what may be null may be anything. */
function wrongIn(value: unknown, like: object): string | undefined {
  const found =
    typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  for (const [name, sample] of Object.entries(like)) {
    if (sample !== null && kindOf(found[name]) !== kindOf(sample)) return name
  }
  return like === emptyHead ? wrongIn(found['items'], emptyHead.items) : undefined
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
