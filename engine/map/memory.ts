import { heapBytes, heapRoom, liveBytes } from '../flow/live-memory.ts'

/** What one row may hold at one time, beside itself. */
const bytes = 256 * 1_048_576

/** Looks at what one evaluation holds. */
export interface MemoryLook {
  /** Before each row. */
  begin(): void
  /** Throws MEMORY where it is more than a row may hold. */
  look(): void
}

export function memoryLook(): MemoryLook {
  let first: number | undefined
  let mark = 0
  return {
    begin() {
      first = undefined
    },
    look() {
      const used = heapBytes()
      if (first === undefined) {
        first = used
        mark = used
      }
      const most = Math.min(bytes, heapRoom() / 2 + used - first)
      if (used - mark <= most) return
      mark = liveBytes()
      // As the library throws: a plain object with a code of its own.
      // oxlint-disable-next-line no-throw-literal
      if (mark - first > most) throw { code: 'MEMORY', value: Math.round(most / 1_048_576) }
    },
  }
}
