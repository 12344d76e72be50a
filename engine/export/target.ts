import type { Content } from '../archive/spool.ts'
import type { Sha256 } from '../model/ids.ts'

/** What is said of a file to whoever fetches it. */
export interface About {
  readonly mediaType: string
  /** Its name never leads to other bytes: it may be kept for ever. Others are asked for anew, with their ETag. */
  readonly isFixed: boolean
}

/**
 * Where exports lie. Paths have slashes and no leading one. Whoever reads has a whole file under a name or none, at any
 * moment; what is written is durable when it resolves.
 */
export interface ExportTarget {
  /** For people: a folder, or s3://BUCKET/PREFIX. What is written to one is not taken for written to another. */
  readonly place: string
  /** Instead of what may have the name. */
  write(path: string, content: Content, about: About, signal: AbortSignal): Promise<void>
  /** What has the name, by its hash; undefined: nothing does, or nobody knows what. */
  look(path: string, signal: AbortSignal): Promise<Sha256 | undefined>
  /** Undefined: nothing has the name. */
  read(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>
  /** None of the name is fine. */
  remove(path: string, signal: AbortSignal): Promise<void>
  /** Paths that begin with this, in any order. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<string>
}
