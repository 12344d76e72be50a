import { FeedError } from '../errors/feed-error.ts'

/** What goes wrong in the work is of this payload. */
export async function placed(origin: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw inPayload(error, origin)
  }
}

/** Where nothing is found, it matters who looked. */
export function inPart(error: unknown, part: string): unknown {
  if (!(error instanceof FeedError) || !/^(SELECT_|READ_COLUMN)/.test(error.code)) return error
  const { code, message, hint, retryable, at, place, cause } = error
  return new FeedError(code, `${message} The part "${part}" was reading.`, hint, retryable, {
    at,
    place,
    cause,
  })
}

/** An error in a payload says in which: its place begins with the origin. */
export function inPayload(error: unknown, origin: string): unknown {
  if (!(error instanceof FeedError) || error.place?.startsWith(origin) === true) return error
  const place = error.place === undefined ? origin : `${origin}#${error.place}`
  const { code, message, hint, retryable, at, cause } = error
  return new FeedError(code, message, hint, retryable, { at, place, cause })
}
