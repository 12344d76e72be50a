import type { Sha256 } from './ids.ts'

/** One body as fetched: a response, a file, an archive member. The body can be read once. */
export interface Payload {
  /** The request of the source that brought it, as the spec names it. */
  readonly request: string
  /** Where it came from: an address, a path; `archive.zip!member.xml` for a member. Never holds a secret. */
  readonly origin: string
  readonly contentType?: string | undefined
  readonly body: AsyncIterable<Uint8Array>
}

/** The archived payloads of one poll, in the order of the requests. */
export interface Capture {
  /** Covers requests, origins and bodies, in order, and no time: the time of capture travels beside it. */
  readonly hash: Sha256
  readonly payloads: readonly ArchivedPayload[]
}

export interface ArchivedPayload {
  readonly request: string
  readonly origin: string
  readonly contentType?: string | undefined
  readonly sha256: Sha256
  readonly bytes: number
}

/** What one request of a source wants back next time, so that it can answer "nothing new". */
export interface Cursor {
  readonly etag?: string
  readonly lastModified?: string
  /** The identity of a remote file: name, size and time of change. */
  readonly file?: string
  /** Body, origin and type of what it last brought: an unmodified request takes its bytes from the archive. */
  readonly payload: ArchivedPayload
}
/** By the request's name: a poll may consist of several. */
export type Cursors = Readonly<Record<string, Cursor>>
