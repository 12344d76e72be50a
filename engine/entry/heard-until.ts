import type { Reader } from '../log/log.ts'
import { topics } from '../model/envelope.ts'

/**
 * Up to which moment (ISO 8601) every status that was said is kept. Undefined: that is not known yet. `now` is ISO 8601 too,
 * and not before that of the call before.
 */
type HeardUntil = (now: string, signal: AbortSignal) => Promise<string | undefined>

/** Of whoever has just taken in all that there is. */
export const heardAll: HeardUntil = async (now) => now

/**
 * By how far the group that keeps statuses has come: to a consumer that is behind, a feed looks silent that is not. Where it
 * never comes to the end, since more is said all the time: as soon as it is past what was the end at an earlier call, all
 * that was said before that call is kept.
 */
export function heardBy(keeper: Pick<Reader, 'progress'>): HeardUntil {
  let mark: { readonly at: string; readonly ends: ReadonlyMap<number, number> } | undefined
  let heard: string | undefined
  return async (now, signal) => {
    const all = await keeper.progress([topics.status], signal)
    const isPast = (ends: ReadonlyMap<number, number>): boolean =>
      all.every(({ partition, settled }) => settled >= (ends.get(partition) ?? 0))
    const ends = new Map(all.map(({ partition, end }) => [partition, end]))
    if (isPast(ends)) {
      heard = now
      mark = undefined
    } else if (mark === undefined) mark = { at: now, ends }
    else if (isPast(mark.ends)) {
      heard = mark.at
      mark = { at: now, ends }
    }
    return heard
  }
}
