import { type ErrorCode, type FeedError, feedError } from '../errors/feed-error.ts'

/**
 * The error of one of our functions. JSONata notes on it where in the expression it was thrown, and again in every call
 * further out: the first note stays.
 */
export function refuse<Code extends ErrorCode>(
  code: Code,
  details: Parameters<typeof feedError<Code>>[1],
): FeedError {
  const error = feedError(code, details)
  let noted: unknown
  Object.defineProperty(error, 'position', {
    get: () => noted,
    set: (position: unknown) => {
      noted ??= position
    },
  })
  return error
}
