import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of the heap in use, garbage included. */
export const heapBytes = (): number => getHeapStatistics().used_heap_size

/** Bytes of the heap that are still needed: collects the garbage first, so it takes its time. */
export function liveBytes(): number {
  collect ??= collector()
  collect()
  return heapBytes()
}

/** So much more than now may the heap hold, at most. */
export const heapRoom = (): number => getHeapStatistics().heap_size_limit - heapBytes()

let collect: (() => void) | undefined
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}
