import type { Payload } from '../model/payload.ts'

export interface UnpackLimits {
  /** Of all members together, after inflating. */
  readonly inflatedBytes: number
  readonly members: number
}

/** One payload in, one or many out; formats combine freely because no decoder knows of it. Errors are UNPACK_*. */
export interface Unpacker {
  /** Members in the order of their names, of an archive without a directory in its own; each must be read before the next is asked for. */
  unpack(payload: Payload, limits: UnpackLimits, signal: AbortSignal): AsyncIterable<Payload>
}
