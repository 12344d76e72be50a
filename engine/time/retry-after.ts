import { fromHttpDate } from './http-date.ts'

/**
 * Milliseconds to wait according to a `Retry-After` header: a number of seconds, or an HTTP date (RFC 9110 §10.2.3).
 * A date that has passed is 0. Undefined: the text is neither.
 */
export function retryAfter(text: string, now: Date): number | undefined {
  const value = text.trim()
  if (/^\d{1,9}$/.test(value)) return Number.parseInt(value, 10) * 1_000
  const at = fromHttpDate(value)
  return at === undefined ? undefined : Math.max(0, at - now.getTime())
}
