import type { EachBatchPayload } from 'kafkajs'
import { FeedError, feedError } from '../errors/feed-error.ts'
import type { Clock } from '../time/clock.ts'
import { kafkaFailure, namesOf } from './kafka-failure.ts'
import type { Position } from './kafka-tenure.ts'
import { pause, within } from './kafka-within.ts'

const commitMilliseconds = 10_000
const pauseMilliseconds = 500

/** The group has gone on without this member: somebody else has the partition, or will have. */
const lost: ReadonlySet<string> = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'FENCED_INSTANCE_ID',
])

/** Writes down how far a group has come. */
interface Committer {
  /** One after the other; see `Delivery.settle`. Does nothing for a partition that `isMine` no longer. */
  settle(position: Position, next: number, isMine: () => boolean): Promise<void>
}

/**
 * Commits through what a batch of kafkajs offers: unlike the consumer's own `commitOffsets` it names the membership under
 * which it was asked, and does not repeat a refused commit under a newer one. The brokers do not look at who has a partition:
 * a late commit under a new membership would take back what its new owner has settled.
 */
export function kafkaCommitter(
  clock: Clock,
  left: AbortSignal,
  patienceMilliseconds: number,
  commit: EachBatchPayload['commitOffsetsIfNecessary'],
): Committer {
  let before: Promise<void> = Promise.resolve()
  const gone = new Promise<void>((resolve) => {
    left.addEventListener('abort', () => resolve(), { once: true })
  })

  async function settle({ topic, partition, ...position }: Position, next: number): Promise<'done' | 'lost'> {
    const offsets = { topics: [{ topic, partitions: [{ partition, offset: String(next) }] }] }
    if (position.settled !== undefined && next <= position.settled) return 'done'
    try {
      await within(clock, commitMilliseconds, left, commit(offsets))
      return 'done'
    } catch (error) {
      if (namesOf(error).some((name) => lost.has(name))) return 'lost'
      throw kafkaFailure(error, topic)
    }
  }

  async function settleInTime(position: Position, next: number, isMine: () => boolean): Promise<void> {
    const until = clock.elapsed() + patienceMilliseconds
    for (;;) {
      if (left.aborted)
        throw feedError('LOG_FAILED', { topic: position.topic, why: 'the reader has left its group' })
      if (!isMine()) return
      try {
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        if ((await settle(position, next)) === 'done')
          position.settled = Math.max(next, position.settled ?? next)
        return
      } catch (error) {
        const passes = error instanceof FeedError && error.retryable
        if (!passes || clock.elapsed() > until) throw error
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        await pause(clock, pauseMilliseconds, gone)
      }
    }
  }

  return {
    settle(position, next, isMine) {
      const done = before.then(() => settleInTime(position, next, isMine))
      before = done.catch(() => undefined)
      return done
    },
  }
}
