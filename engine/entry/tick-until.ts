import { coded } from '../consume/hand.ts'
import type { FeedError } from '../errors/feed-error.ts'
import { followDesks } from '../process/arbitrate/follow-desk.ts'
import { tick } from '../process/arbitrate/tick.ts'
import { tickExports } from '../process/export/export.ts'
import { followRules } from '../process/quality/follow-rules.ts'
import { tellWaiting } from '../process/tell/tell.ts'
import type { ConsumeHomes } from './consume.ts'
import { heardAll, heardBy } from './heard-until.ts'

/** How often is looked for what time alone has changed. */
const tickMilliseconds = 5_000
const longestRestMilliseconds = 60_000
/** The group that keeps what feeds say of themselves. */
const keeping = 'keep-status'

/**
 * What no message tells, since only time has passed, or a file was changed: feeds that fell silent, figures of people that have
 * ended, what stands by the sources of now, alerts by the rules of now, alerts that wait for their window, exports of whole
 * elections that have come due. Where nothing has changed it only reads. For whoever has taken in all that was published,
 * unless `heard` says otherwise.
 */
export async function tickOnce(homes: ConsumeHomes, signal: AbortSignal, heard = heardAll): Promise<void> {
  const now = homes.clock.now()
  const at = now.toISOString()
  const ends = await Promise.allSettled([
    heard(at, signal).then((until) => tick(homes, at, signal, { heard: until })),
    followDesks(homes, signal),
    followRules(homes, signal),
    tellWaiting(homes, signal),
    tickExports(homes, now.getTime(), signal),
  ])
  // Each comes to its end, whatever becomes of the others.
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** So many ended, and so many failed. */
export interface TicksDone {
  readonly ended: number
  readonly failed: number
}

/**
 * Every few seconds until the signal aborts. What fails is told, and tried again more rarely. `done` hears of each what it came to.
 * Never rejects.
 */
export async function tickUntil(
  homes: ConsumeHomes,
  trouble: (error: FeedError) => void,
  signal: AbortSignal,
  done: (as: keyof TicksDone) => void = () => undefined,
): Promise<void> {
  let keeper: ReturnType<ConsumeHomes['reader']> | undefined
  const heard = heardBy({
    progress: (...asked) => (keeper ??= homes.reader(keeping)).progress(...asked),
  })
  let rest = tickMilliseconds
  while (!signal.aborted) {
    try {
      await tickOnce(homes, signal, heard)
      done('ended')
      rest = tickMilliseconds
    } catch (error) {
      if (signal.aborted) return
      done('failed')
      trouble(coded('tick', error))
      rest = Math.min(2 * rest, longestRestMilliseconds)
    }
    await homes.clock.sleep(rest, signal).catch(() => undefined)
  }
}
