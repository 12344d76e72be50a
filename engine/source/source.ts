import type { AwsSettings } from '../aws/settings.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Cursor, Cursors, FailedItem, Payload } from '../model/payload.ts'
import type { Clock } from '../time/clock.ts'
import type { HostBudget } from './host-budget.ts'
import type { Proxy } from './proxy.ts'
import type { Route } from './route.ts'

/** What the environment of a poll says to its source. No feed can set it. */
export interface Surroundings {
  /** Where hosts are, if this environment has them elsewhere. */
  readonly route?: Route | undefined
  /** The proxy of this environment, with the value of its secret; a spec may name another. */
  readonly proxy?: ((secret: FetchContext['secret']) => Promise<Proxy>) | undefined
  /** How AWS is reached from here, by region. Undefined: as anywhere. */
  readonly aws?: ((region: string) => AwsSettings) | undefined
  /** The turns at hosts that all feeds of this process share. Undefined: none has to wait. */
  readonly budget?: HostBudget | undefined
}

export interface FetchContext extends Surroundings {
  readonly signal: AbortSignal
  readonly clock: Clock
  /** Resolves a secret by the name the spec gives. The value is used and forgotten. */
  secret(name: string): Promise<string>
  /** What the last poll of this plan left, by the names of payloads. Empty: fetch unconditionally. */
  readonly cursors: Cursors
  /** The body that a cursor names, as it was archived. */
  readonly archived?: ((cursor: Cursor) => AsyncIterable<Uint8Array>) | undefined
  /** Of one body, after content decoding. One byte more is an error. */
  readonly maxBytes: number
}

/**
 * One answer per request, in the order of the spec; several, each with an item of its own, where a request brings
 * several payloads. What was not modified is read from the archive by its cursor. An item that failed does not end the
 * others: it keeps what it last brought.
 */
export type Fetched =
  | { readonly kind: 'unmodified'; readonly request: string; readonly item?: string | undefined }
  | {
      readonly kind: 'failed'
      readonly request: string
      readonly item: string
      /** Where it was asked for. */
      readonly origin: string
      readonly error: FeedError
    }
  | {
      /** By a rule of the spec nothing is published yet: what it last brought stands. */
      readonly kind: 'nothing'
      readonly request: string
      readonly item?: string | undefined
      readonly origin: string
      readonly because: string
    }
  | {
      readonly kind: 'payload'
      readonly payload: Payload
      readonly cursor: Omit<Cursor, 'payload'>
      /** The far side had just said that this had not changed. */
      readonly afterUnmodified?: boolean | undefined
    }

/** What a capture says of an item that failed. */
export function failedItem({ request, item, error }: Extract<Fetched, { kind: 'failed' }>): FailedItem {
  return { request, item, code: error.code, reason: error.message.replace(/\.$/, '') }
}

/** Brings bytes. It looks into them for nothing but what it needs to ask for the next ones. */
export interface Source {
  /** The names of its requests that parts read, known before the first byte. Others only help to make these. */
  readonly requests: readonly string[]
  /** The names of the values that it carries from one answer to the next, which mappings read as `$carried.name`. */
  readonly carries?: readonly string[]
  /** The lookups of the spec that it asks. */
  readonly lookups?: readonly string[]
  /**
   * Requests of which an item may fail, or be unreadable, without the others: each says something by itself. What is
   * given for one names what an item is a part of, all pages of which belong together.
   */
  readonly apart?: ReadonlyMap<string, (item: string) => string>
  /** Each body must be read (or returned early) before the next answer is asked for. Errors are SOURCE_*. */
  fetch(context: FetchContext): AsyncIterable<Fetched>
}
