import { feedError } from '../errors/feed-error.ts'
import type { Payload } from '../model/payload.ts'
import type { UnpackLimits } from './unpacker.ts'

/** What archives in archives may come to. */
export interface UnpackRoom {
  /** Counts a member, and its bytes as they are read, among all those of its level. */
  taken(member: Payload, level: number): Payload
}

/**
 * An unpacker bounds what comes out of one archive; of an archive full of archives that is a bound of each. Here the
 * limits hold for all archives of one level of a payload together.
 */
export function unpackRoom(limits: UnpackLimits): UnpackRoom {
  const levels = new Map<number, { bytes: number; members: number }>()
  return {
    taken(member, level) {
      const used = levels.get(level) ?? { bytes: 0, members: 0 }
      levels.set(level, used)
      used.members += 1
      if (used.members > limits.members)
        throw feedError('UNPACK_TOO_MANY', { members: used.members, limit: limits.members })
      return { ...member, body: counted(member.body, used, limits.inflatedBytes) }
    },
  }
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  used: { bytes: number },
  limit: number,
): AsyncIterable<Uint8Array> {
  for await (const piece of body) {
    used.bytes += piece.byteLength
    if (used.bytes > limit) throw feedError('UNPACK_TOO_LARGE', { limit })
    yield piece
  }
}
