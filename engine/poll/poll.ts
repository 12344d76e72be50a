import { FeedError, feedError } from '../errors/feed-error.ts'
import type { Plan } from '../plan/plan.ts'
import type { Acquired, Lease } from '../state/store.ts'
import { later } from '../time/clock.ts'
import { askSource } from './ask-source.ts'
import { judgeCapture } from './judge-capture.ts'
import { letGo } from './let-go.ts'
import type { Polling } from './polling.ts'
import type { PollOptions, PollOutcome, PollPorts, Published } from './ports.ts'
import { recover } from './recover.ts'
import { releasedCapture } from './released.ts'
import { publishStatus } from './status.ts'
import { teller } from './tell.ts'
import { tracedLog } from './traced-log.ts'
import { watchedState } from './watched-state.ts'

/** Beyond the poll's own limit: time to stop in good order before somebody else may take over. */
const leaseMarginSeconds = 15

/**
 * One execution of a plan: acquire, recover, fetch, archive, judge, commit, publish, settle (DESIGN §5). Never throws:
 * whatever fails, the last good figures stay and the next poll goes on. To judge is pure: it may begin before the capture
 * is archived, and whatever it writes down waits for that.
 */
export async function poll(
  plan: Plan,
  given: PollPorts,
  options: PollOptions,
  signal: AbortSignal,
): Promise<PollOutcome> {
  const watched = watchedState(given.state)
  const ports = { ...given, state: watched.state, log: tracedLog(given.log, options.poll) }
  const { state, clock } = ports
  const tell = teller(ports.trace, clock, plan.feed, options.poll)
  // Before acquire: this clock runs out before the lease does.
  const began = clock.elapsed()
  const leaseMilliseconds = (plan.limits.seconds + leaseMarginSeconds) * 1_000
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(plan.limits.seconds * 1_000)])
  const stillMine = (step: string): void => {
    if (clock.elapsed() - began >= leaseMilliseconds) throw feedError('LEASE_LOST', { feed: plan.feed, step })
  }
  const polling: Polling = { ...ports, plan, tell, stillMine, signal: bounded }
  let lease: Lease | undefined
  const acquire = async (owner: string, ended: readonly string[]): Promise<Acquired> => {
    const now = clock.now()
    const until = later(now, leaseMilliseconds)
    const earlier = ended.flatMap((name) => [name, again(name)])
    const ask = { owner, earlier, build: options.build, now: now.toISOString(), until }
    const acquired = await state.acquire(plan.feed, ask, bounded)
    if (acquired.kind === 'lease') lease = acquired.lease
    return acquired
  }
  let outcome: PollOutcome
  let before: Published | undefined
  try {
    const { poll: name, earlier = [] } = options
    const acquired = await acquire(name, earlier)
    if (acquired.kind !== 'lease') {
      const until = acquired.kind === 'busy' ? { until: acquired.until } : {}
      tell({ event: 'poll.skipped', why: acquired.kind, ...until })
      return { kind: 'skipped', why: acquired.kind, ...until }
    }
    const ms = Math.round(clock.elapsed() - began)
    tell({ event: 'poll.started', plan: plan.hash, build: options.build, ms })
    const second = (): Promise<Acquired> => acquire(again(name), [name, ...earlier])
    outcome = await polled(polling, acquired.lease, second, (first) => {
      before = first
    })
  } catch (error) {
    outcome = { kind: 'failed', error: failure(error, plan) }
    const { code, message, retryable } = outcome.error
    const { stack } = code === 'POLL_BUG' && error instanceof Error ? error : {}
    tell({ event: 'poll.failed', code, message, retryable, ...(stack === undefined ? {} : { stack }) })
    if (lease !== undefined) await letGo(plan, ports, lease, outcome.error)
  }
  if (before !== undefined && outcome !== before) outcome = { ...outcome, before }
  const unpublished = watched.unpublished()
  if (unpublished !== undefined && (outcome.kind === 'failed' || outcome.kind === 'lost'))
    outcome = { ...outcome, unpublished }
  tell({ event: 'poll.ended', outcome: outcome.kind, ms: Math.round(clock.elapsed() - began) })
  return outcome
}

/** The second lease of a poll: who has given one back gets none any more under that name. */
const again = (name: string): string => `${name}-again`

/** What was committed first, then what a person released, then what the source says now. */
async function polled(
  polling: Polling,
  acquired: Lease,
  second: () => Promise<Acquired>,
  published: (first: Published) => void,
): Promise<PollOutcome> {
  const { plan, clock, log, tell, stillMine, signal } = polling
  const lease = await recover(acquired, polling, () => stillMine('publishing again'), tell, signal)
  if (lease === undefined) return { kind: 'lost', step: 'recover' }
  const { head } = lease
  const now = clock.now().toISOString()
  // A person's word, or a recovered changeset, is told to members even when the source does not answer.
  if (head.statusAt === null) await publishStatus(log, plan.feed, head, now, signal)

  const released = releasedCapture(head, plan, now)
  if (released === undefined) return askSource(polling, lease)
  const first = await judgeCapture(polling, lease, released)
  if (first.kind === 'lost') return first
  if (first.kind === 'published') published(first)
  const acquiredAgain = await second()
  if (acquiredAgain.kind !== 'lease') return first
  const next = await askSource(polling, acquiredAgain.lease)
  return next.kind === 'unchanged' ? first : next
}

/** What is no coded error is a bug or the time limit; a poll says so and lets go, the process goes on. */
function failure(error: unknown, plan: Plan): FeedError {
  if (error instanceof FeedError) return error
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return feedError('POLL_TIMEOUT', { seconds: plan.limits.seconds }, { cause: error })
  }
  if (error instanceof DOMException && error.name === 'AbortError')
    return feedError('POLL_STOPPED', {}, { cause: error })
  return feedError('POLL_BUG', { what: String(error) }, { cause: error })
}
