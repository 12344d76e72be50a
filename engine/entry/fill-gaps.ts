import { randomBytes } from 'node:crypto'
import { coded } from '../consume/hand.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Gap } from '../model/gap.ts'
import { tracedLog } from '../poll/traced-log.ts'
import { listGaps, putGap } from '../register/gap-entries.ts'
import { momentOf } from '../time/moment.ts'
import type { Homes } from './every-port.ts'
import { replay } from './replay.ts'

/** What is late, and not lost, comes by itself within this time. */
const patienceMilliseconds = 10_000
/** From one replay of a gap to the next, at first; each further one waits three times as long. */
const betweenMilliseconds = 60_000
/** After so many it is a person's: `feed status` has the command. */
const mostReplays = 4

type ReplayHomes = Pick<Homes, 'archive' | 'log' | 'state' | 'trace' | 'clock'>
type FillHomes = ReplayHomes & Pick<Homes, 'register'>

/**
 * Publishes what is missing in a gap again, from the archive, under the same ids: those consumers that had it drop it. Of
 * several consumers that see a gap one replays it. What goes wrong with it is told and stands in the gap; the next call tries
 * again in its time. To be called every few seconds; where there is no gap it only reads. Answers with the feeds replayed.
 */
export async function fillGaps(
  homes: FillHomes,
  trouble: (error: FeedError) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const filled: string[] = []
  for (const { gap, guard } of await Array.fromAsync(listGaps(homes.register, signal))) {
    const now = homes.clock.now()
    if (!isDue(gap, now.getTime())) continue
    const replayedAt = now.toISOString()
    const taken = { ...gap, replays: gap.replays + 1, replayedAt, trouble: null }
    const { register } = homes
    // Who is refused leaves it to whoever was quicker.
    // oxlint-disable-next-line no-await-in-loop -- gaps are few, and replays large
    if (!(await putGap(register, gap.feed, { gap: taken, guard }, replayedAt, signal))) continue
    try {
      // oxlint-disable-next-line no-await-in-loop -- gaps are few, and replays large
      await replayFrom(gap, homes, signal)
      filled.push(gap.feed)
    } catch (error) {
      signal.throwIfAborted()
      const { code, message } = coded('replay', error)
      trouble(coded('replay', error))
      const failed = { ...taken, trouble: { code, message } }
      // Refused: what was missing has begun to come meanwhile.
      // oxlint-disable-next-line no-await-in-loop -- gaps are few, and replays large
      await putGap(register, gap.feed, { gap: failed, guard: guard + 1 }, replayedAt, signal)
    }
  }
  return filled
}

/** Replays of one gap come later and later, and then no more. */
export function isDue({ since, replays, replayedAt }: Gap, now: number): boolean {
  if (replays >= mostReplays) return false
  if (replayedAt === null) return now - momentOf(since) >= patienceMilliseconds
  return now - momentOf(replayedAt) >= betweenMilliseconds * 3 ** (replays - 1)
}

/** Publishes everything that a feed said from a revision on again, and says so in the trace. */
export async function replayFrom(
  { feed, from }: Pick<Gap, 'feed' | 'from'>,
  { archive, log, state, trace, clock }: ReplayHomes,
  signal: AbortSignal,
): Promise<void> {
  // Read before the archive: what is committed meanwhile is no gap.
  const head = await state.peek(feed, signal)
  const at = clock.now().toISOString()
  const name = `replay-${at}-${randomBytes(4).toString('hex')}`
  const began = clock.elapsed()
  const ports = { archive, log: tracedLog(log, name) }
  const replayed = await replay(feed, { from, head }, ports, () => undefined, signal)
  if (replayed === undefined) return
  const { pending: _, ...what } = replayed
  const ms = Math.round(clock.elapsed() - began)
  trace.emit({ event: 'changesets.replayed', feed, poll: name, at: clock.now().toISOString(), ...what, ms })
}
