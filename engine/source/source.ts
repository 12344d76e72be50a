import type { Cursor, Cursors, Payload } from '../model/payload.ts'
import type { Clock } from '../time/clock.ts'
import type { Route } from './route.ts'

export interface FetchContext {
  readonly signal: AbortSignal
  readonly clock: Clock
  /** Resolves a secret by the name the spec gives. The value is used and forgotten. */
  secret(name: string): Promise<string>
  /** What the last poll of this plan left, by request. Empty: fetch unconditionally. */
  readonly cursors: Cursors
  /** Of one body, after content decoding. One byte more is an error. */
  readonly maxBytes: number
  /** Where hosts are, if this environment has them elsewhere. */
  readonly route?: Route | undefined
}

/** One answer per request, in the order of the spec. What was not modified is read from the archive by its cursor. */
export type Fetched =
  | { readonly kind: 'unmodified'; readonly request: string }
  | { readonly kind: 'payload'; readonly payload: Payload; readonly cursor: Omit<Cursor, 'payload'> }

/** Brings bytes, and nothing but bytes: it never looks into them. */
export interface Source {
  /** The names of its requests, known before the first byte. */
  readonly requests: readonly string[]
  /** Each body must be read (or returned early) before the next answer is asked for. Errors are SOURCE_*. */
  fetch(context: FetchContext): AsyncIterable<Fetched>
}
