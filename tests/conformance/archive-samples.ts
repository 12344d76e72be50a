import { createHash } from 'node:crypto'
import type { Archive } from '../../engine/archive/archive.ts'
import type { Sha256 } from '../../engine/model/ids.ts'
import type { Capture } from '../../engine/model/payload.ts'

export interface OpenArchive {
  readonly archive: Archive
  /** The same archive as another process would see it. */
  readonly reopen?: () => Promise<Archive>
  close(): Promise<void>
}

export const sha256 = (bytes: Uint8Array | string): Sha256 =>
  createHash('sha256').update(bytes).digest('hex') as Sha256

/** Bytes without a pattern, the same every time. */
export function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = 2_463_534_242
  for (let n = 0; n < length; n++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[n] = state & 0xff
  }
  return bytes
}

export function capture(body: string): Capture {
  const origin = 'https://results.example.gov/export.zip'
  const payload = { request: 'main', origin, sha256: sha256(body), bytes: body.length }
  return { hash: sha256(`capture of ${body}`), payloads: [payload] }
}
