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
 * elections that have come due. Where nothing has changed it only reads. For whoever has taken in all that was published.
 */
export async function tickOnce(homes: ConsumeHomes, signal: AbortSignal): Promise<void> {
  await allOf([tickDue(homes, signal, heardAll), tickExports(homes, homes.clock.now().getTime(), signal)])
}

/** All of it but for exports. */
async function tickDue(homes: ConsumeHomes, signal: AbortSignal, heard: typeof heardAll): Promise<void> {
  const at = homes.clock.now().toISOString()
  await allOf([
    heard(at, signal).then((until) => tick(homes, at, signal, { heard: until })),
    followDesks(homes, signal),
    followRules(homes, signal),
    tellWaiting(homes, signal),
  ])
}

/** Each comes to its end, whatever becomes of the others; then the first failure is thrown. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  for (const end of await Promise.allSettled(work)) if (end.status === 'rejected') throw end.reason
}

/** So many ended, and so many failed. */
export interface TicksDone {
  readonly ended: number
  readonly failed: number
}

/**
 * Every few seconds until the signal aborts. What fails is told, and tried again more rarely. Nothing waits for files of whole
 * elections, which may take minutes. `done` hears of each tick what it came to; while those files fail, none is said to have ended.
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
  let haveExportsFailed = false
  await Promise.all([
    again(async () => {
      await tickDue(homes, signal, heard)
      done(haveExportsFailed ? 'failed' : 'ended')
    }),
    again(async () => {
      try {
        await tickExports(homes, homes.clock.now().getTime(), signal)
        haveExportsFailed = false
      } catch (error) {
        haveExportsFailed = true
        throw error
      }
    }),
  ])

  async function again(work: () => Promise<void>): Promise<void> {
    let rest = tickMilliseconds
    while (!signal.aborted) {
      try {
        await work()
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
}
