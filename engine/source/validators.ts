import type { Cursor } from '../model/payload.ts'
import { fromHttpDate } from '../time/http-date.ts'

/** What an answer says of its version. */
export interface VersionHeaders {
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  /** When the server answered, by its own clock. */
  readonly date: string | undefined
}

/** nginx makes an ETag of the second of the file and its size; it is weak where it was compressed on the way. */
const ofSecondAndSize = /^(?:W\/)?"([0-9a-f]{8})-[0-9a-f]+"$/

/**
 * What the next request may be made conditional with. A time in whole seconds (RFC 9110 §8.8.2.2), or an ETag that is
 * no more than one, does not tell two files of the same second apart: where the file was a moment old when it came,
 * that is left out, the next request brings the file once more, and nothing is missed.
 */
export function validators({
  etag,
  lastModified,
  date,
}: VersionHeaders): Pick<Cursor, 'etag' | 'lastModified'> {
  const answered = secondOf(date)
  const isNew = (second: number): boolean => answered - second >= 0 && answered - second < 2
  const inEtag = Number.parseInt(ofSecondAndSize.exec(etag ?? '')?.[1] ?? '', 16)
  return {
    ...(etag !== undefined && !isNew(inEtag) && { etag }),
    ...(lastModified !== undefined && !isNew(secondOf(lastModified)) && { lastModified }),
  }
}

/** NaN: there is no such time. */
const secondOf = (date: string | undefined): number => (fromHttpDate(date ?? '') ?? Number.NaN) / 1_000
