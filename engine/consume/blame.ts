import { type ErrorCode, FeedError } from '../errors/feed-error.ts'

/**
 * Whose fault a failure is. `message`: some message of the batch can not be processed, by this program at least. `place`: a
 * store, the log or the settings; no message is to blame, and trying again will help, later. `either`: a message, if others
 * are processed in the meantime; else the place. `defect`: the program's own, met by a message, or by every message.
 */
export type Blame = 'message' | 'place' | 'either' | 'defect'
/** Of several the first counts. */
const inTurn: readonly Blame[] = ['place', 'either', 'defect', 'message']

const ofMessages: ReadonlySet<string> = new Set<ErrorCode>([
  'CONSUME_UNREADABLE',
  'CONSUME_UNPROCESSED',
  'RECORD_TOO_LARGE',
  'ALERT_REFUSED',
])
/** A store refuses an item of a message as it refuses a table that is not there; a function may be slow by either. */
const ofEither: ReadonlySet<string> = new Set<ErrorCode>([
  'AWS_REFUSED',
  'LOG_REFUSED',
  'INVOKE_TIMED_OUT',
  'INVOKE_CRASHED',
])

/** Coded errors are the place's unless they are listed here; what has no code is a defect. */
export function blameOf(error: unknown): Blame {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
  const blames = new Set(errors.map(blameOfOne))
  return inTurn.find((blame) => blames.has(blame)) ?? 'defect'
}

function blameOfOne(error: unknown): Blame {
  if (!(error instanceof FeedError)) return 'defect'
  if (ofMessages.has(error.code)) return 'message'
  return ofEither.has(error.code) ? 'either' : 'place'
}

/** Whether it would be the same if the same message were offered again at once. */
export const isCertain = (error: unknown): boolean =>
  error instanceof FeedError && !error.retryable && ofMessages.has(error.code)
