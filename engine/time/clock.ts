/** The only door to time. Everything from unpack to diff works without it. */
export interface Clock {
  now(): Date
  /** Milliseconds on a clock that never jumps. */
  elapsed(): number
  /** Resolves early, by rejecting with the signal's reason, when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** Milliseconds since 1970 as the engine writes moments: UTC with milliseconds, always of the same width. */
export const momentText = (milliseconds: number): string => new Date(milliseconds).toISOString()

/** So much later, as the engine writes moments. */
export const later = (moment: Date, milliseconds: number): string =>
  momentText(moment.getTime() + milliseconds)

/** The moment so many milliseconds after the beginning of 1970. */
export const momentAt = (milliseconds: number): Date => new Date(milliseconds)
