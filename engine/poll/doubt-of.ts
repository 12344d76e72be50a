import type { Doubt } from '../check/check.ts'
import type { FeedError } from '../errors/feed-error.ts'

/** What could not be read, or not be delivered, is a doubt about the whole capture. */
export const doubtOf = ({ code, message, hint, place }: FeedError): Doubt => ({
  code,
  group: '*',
  scope: {},
  keys: undefined,
  reason: message.replace(/\.$/, ''),
  hint,
  ...(place === undefined ? {} : { places: [place] }),
})
