/** Milliseconds since 1970 of an HTTP date (RFC 9110 §5.6.7), always in GMT. Undefined: the text is none. */
export function fromHttpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]{2,8},? .* GMT$/.test(text)) return undefined
  const at = new Date(text).getTime()
  return Number.isNaN(at) ? undefined : at
}
