import { setFlagsFromString } from 'node:v8'

let isCounted = false
/**
 * From now on V8 counts the bytes of buffers with the heap that they lie beside. Else it looks through the whole heap, for
 * hundreds of milliseconds, each time that 64 MB of them were made, needed or not, though the heap itself had room for as
 * much again (`external memory pressure` in `--trace-incremental-marking`): a large body inflated in pieces is half of that,
 * so that every other poll of one waited. The heap stays as bounded as it was.
 */
export function countBytesBesideHeap(): void {
  if (isCounted) return
  isCounted = true
  setFlagsFromString('--external-memory-accounted-in-global-limit')
}
