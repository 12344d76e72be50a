/** The only door to time. Everything from unpack to diff works without it. */
export interface Clock {
  now(): Date
  /** Milliseconds on a clock that never jumps. */
  elapsed(): number
  /** Resolves early, by rejecting with the signal's reason, when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** So much later, as the engine writes moments: UTC with milliseconds, always of the same width. */
export const later = (moment: Date, milliseconds: number): string =>
  new Date(moment.getTime() + milliseconds).toISOString()
