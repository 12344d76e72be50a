import { isOfTheArchive } from '../archive/is-of-the-archive.ts'
import { FeedError } from '../errors/feed-error.ts'
import type { FailedItem, Payload } from '../model/payload.ts'

/** Counts what was read of a payload. */
export type Count = (counted: () => void) => void

/**
 * Reads payloads of elements of which each says something by itself: of one that can not be read nothing counts, and the
 * others go on. Gives back those. Where none can be read, something is wrong with all of them: the first error is thrown.
 */
export async function readApart(
  payloads: Iterable<Payload>,
  elementOf: (item: string) => string,
  read: (payload: Payload, count: Count) => Promise<void>,
): Promise<readonly FailedItem[]> {
  const failed = new Map<string, FailedItem>()
  const sound = new Map<string, (() => void)[]>()
  let first: FeedError | undefined
  for (const payload of payloads) {
    const { request } = payload
    const item = elementOf(payload.item ?? '')
    if (failed.has(item)) continue
    const counted: (() => void)[] = sound.get(item) ?? []
    try {
      // oxlint-disable-next-line no-await-in-loop -- one payload at a time: they may be large
      await read(payload, (one) => counted.push(one))
      sound.set(item, counted)
    } catch (error) {
      if (!(error instanceof FeedError) || isOfTheArchive(error) || error.code === 'READ_TOO_MANY_ROWS')
        throw error
      first ??= error
      sound.delete(item)
      const place = error.place === undefined ? '' : ` (at ${error.place})`
      failed.set(item, {
        request,
        item,
        code: error.code,
        reason: `${error.message.replace(/\.$/, '')}${place}`,
      })
    }
  }
  if (first !== undefined && sound.size === 0) throw first
  for (const counted of sound.values()) for (const one of counted) one()
  return [...failed.values()]
}
