import { createHash } from 'node:crypto'

/** The trace of a poll in W3C trace context and in OTLP: 32 hex digits that follow from its name alone. */
export const traceId = (poll: string): string => hex(poll, 32)

/** A span of a poll, 16 hex digits. Without the names of a part: the poll itself. */
export const spanId = (poll: string, ...part: readonly string[]): string =>
  hex(JSON.stringify([poll, ...part]), 16)

/**
 * The header `traceparent` of what a poll publishes (https://www.w3.org/TR/trace-context/): whoever goes on from a message
 * goes on below the poll, and nobody has to be told which trace that is.
 */
export const traceparent = (poll: string): string => `00-${traceId(poll)}-${spanId(poll)}-01`

const hex = (text: string, digits: number): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits)
