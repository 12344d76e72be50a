import type { Message } from '../model/envelope.ts'

/**
 * Hands messages over slice by slice, in order, and answers with the ids that were not processed. A message whose key has
 * one that was left is not offered any more, but left too: it would come before that one.
 */
export async function inSlices(
  slices: Iterable<readonly Message[]>,
  call: (some: readonly Message[]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const left = new Set<string>()
  const keys = new Set<string>()
  for (const slice of slices) {
    const offered = slice.filter(({ key }) => !keys.has(key))
    // oxlint-disable-next-line no-await-in-loop -- in their order
    const unprocessed = new Set(offered.length === 0 ? [] : await call(offered))
    const heldBack = new Set(slice.filter((message) => keys.has(message.key)))
    for (const message of slice) {
      if (!heldBack.has(message) && !unprocessed.has(message.id)) continue
      left.add(message.id)
      keys.add(message.key)
    }
    // Who made up an id is judged by who asked.
    for (const id of unprocessed) left.add(id)
  }
  return [...left]
}

/** Cuts messages so that none but a single one is larger than `limit`. */
export function* slicesBySize(
  messages: readonly Message[],
  sizeOf: (message: Message) => number,
  limit: number,
): Generator<readonly Message[]> {
  let slice: Message[] = []
  let size = 0
  for (const message of messages) {
    const own = sizeOf(message)
    if (slice.length > 0 && size + own > limit) {
      yield slice
      slice = []
      size = 0
    }
    slice.push(message)
    size += own
  }
  if (slice.length > 0) yield slice
}
