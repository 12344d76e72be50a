import { entry } from '../entry.ts'
import { figure } from '../figure.ts'

export const READ_TOO_MANY_ROWS = entry<{ limit: number }>({
  retryable: false,
  message: (d) => `The capture has more than ${figure(d.limit)} rows.`,
  hint: () => 'Raise limits.rows if the source really grew; look at the raw capture first.',
})
export const READ_COLUMN_MISSING = entry<{ column: string; columns: readonly string[] }>({
  retryable: false,
  message: (d) => `The spec reads the column "${d.column}", and the file has none of that name.`,
  hint: (d) => `The file has: ${d.columns.join(', ')}. Was it renamed, or is this another file?`,
})
export const POLL_TIMEOUT = entry<{ seconds: number }>({
  retryable: true,
  message: (d) => `The poll was not done after ${figure(d.seconds)} seconds.`,
  hint: () => 'The trace shows which stage took the time. Raise limits.time, or ask the source for less.',
})
export const POLL_STOPPED = entry<Record<string, never>>({
  retryable: true,
  message: () => 'The poll was stopped before it was done.',
  hint: () => 'Nothing is lost: the next poll goes on from what was committed.',
})
export const POLL_BUG = entry<{ what: string }>({
  retryable: false,
  message: (d) => `The engine failed in a way it does not know: ${d.what}.`,
  hint: () =>
    'This is a defect of the engine. Report it with the trace of this poll and the capture; the last good figures stay.',
})
