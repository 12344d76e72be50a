import type { Sha256 } from './ids.ts'

/** One body as fetched: a response, a file, an archive member. The body can be read once. */
export interface Payload {
  /** The request of the source that brought it, as the spec names it. */
  readonly request: string
  /** Which of several payloads of that request: an element of a fan-out, a page. Of one request it names one payload. */
  readonly item?: string | undefined
  /**
   * Where it came from: an address, a path; `archive.zip!member.xml` for a member. Different for all payloads of a poll.
   * Never holds a secret.
   */
  readonly origin: string
  readonly contentType?: string | undefined
  /** Values from earlier answers that are part of its address, by name. */
  readonly carried?: Readonly<Record<string, string>> | undefined
  /** Why a rule of the spec has it held: it is kept, and not read before a person has looked. */
  readonly doubt?: string | undefined
  readonly body: AsyncIterable<Uint8Array>
}

/** The archived payloads of one poll, in the order of the requests. */
export interface Capture {
  /** Covers requests, items, origins, bodies and failures, in order, and no time: the time of capture travels beside it. */
  readonly hash: Sha256
  readonly payloads: readonly ArchivedPayload[]
  /** Items that could not be had: their payloads are those of an earlier poll, if there were any. Without it: none. */
  readonly failed?: readonly FailedItem[]
}

/** An item of a request that failed, and why. */
export interface FailedItem {
  readonly request: string
  readonly item: string
  readonly code: string
  readonly reason: string
}

export interface ArchivedPayload {
  readonly request: string
  readonly item?: string | undefined
  readonly origin: string
  readonly contentType?: string | undefined
  readonly carried?: Readonly<Record<string, string>> | undefined
  readonly doubt?: string | undefined
  readonly sha256: Sha256
  readonly bytes: number
}

/** What one request of a source wants back next time, so that it can answer "nothing new". */
export interface Cursor {
  readonly etag?: string
  readonly lastModified?: string
  /** The identity of a remote file: name, size and time of change. */
  readonly file?: string
  /** Which version of an object it was, where the server keeps several. */
  readonly version?: string
  /** When the server last sent the bytes themselves, where a spec asks for that from time to time. */
  readonly audited?: string
  /** When the server last said "not modified" of something that it had changed. */
  readonly denied?: string
  /** The values by which it was made: it need not be made again while they are the same. */
  readonly values?: Readonly<Record<string, string>>
  /** Body, origin and type of what it last brought: an unmodified request takes its bytes from the archive. */
  readonly payload: ArchivedPayload
}
/** By the payload's name, `request` or `request/item`: a poll may consist of several. In the order of the capture. */
export type Cursors = Readonly<Record<string, Cursor>>
