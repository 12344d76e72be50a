import type { Tick } from '../deploy/deployment.ts'
import { said } from '../errors/feed-error.ts'
import type { Clock } from '../time/clock.ts'
import type { Poller } from './open-poller.ts'

/** A message of a queue, as Lambda hands it over. */
export interface QueueRecord {
  readonly messageId: string
  readonly body: string
  readonly attributes?: { readonly SentTimestamp?: string } | undefined
}
/** The messages that come again; all others are done with. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[]
}

/** What a batch is polled with. */
export interface Ticking {
  readonly clock: Clock
  /** Aborts in time before the function is ended. */
  readonly signal: AbortSignal
  /** Is too little of the time of the function left to begin a poll? */
  readonly isLate: () => boolean
  /** Writes into the log of the function. */
  readonly say: (lines: readonly string[]) => void
}

/** Polls that are begun beside each other: they share the memory and the processor of one function. */
const atOnce = 4
/** A poll that takes longer waits for its source, which keeps no other feed waiting. */
const patience = 5_000

interface Due {
  readonly id: string
  readonly tick: Tick
  /** When it could be received first, in milliseconds since 1970. */
  readonly at: number
}

/**
 * Polls for the ticks of a batch. Several ticks of a feed are one poll, for the latest of them. A tick that has waited longer than
 * its pace is not polled for: a later one is on its way, and polls never pile up. Both are counted. How the poll of a feed ends is its
 * own affair, told where every poll is; one that failed is said here as well, since nothing else says it where stores do not answer. A
 * message comes again only where the poll could not be begun or ended in time, or failed in a way that nobody foresaw.
 */
export async function pollTicks(
  records: readonly QueueRecord[],
  poller: Pick<Poller, 'poll' | 'coalesce'>,
  { clock, signal, isLate, say }: Ticking,
): Promise<BatchAnswer> {
  const now = (): number => clock.now().getTime()
  const failed: string[] = []
  const trouble = (id: string, problem: string): void => {
    failed.push(id)
    say([JSON.stringify({ level: 'error', message: problem })])
  }
  const due = records.flatMap(({ messageId, body, attributes }): readonly Due[] => {
    const tick = tickIn(body)
    if (tick === undefined) {
      trouble(messageId, `this message is no tick of a feed: ${body.slice(0, 200)}`)
      return []
    }
    const sent = Number(attributes?.SentTimestamp ?? now())
    return [{ id: messageId, tick, at: sent + tick.after * 1_000 }]
  })
  const latest = [...Map.groupBy(due, ({ tick }) => tick.feed).values()].map(latestOf)
  const coalesced = new Map<string, number>()
  const count = (feed: string, ticks: number): void => {
    if (ticks === 0) return
    coalesced.set(feed, (coalesced.get(feed) ?? 0) + ticks)
    poller.coalesce(ticks)
  }
  const poll = async ({ id, tick: { feed } }: Due): Promise<void> => {
    try {
      const answer = await poller.poll(feed, signal)
      if (answer.kind !== 'failed') return
      const { code, message: reason } = answer
      say([JSON.stringify({ level: 'warn', message: 'a poll failed', feed, code, reason })])
      if (signal.aborted) failed.push(id)
    } catch (error) {
      trouble(id, `the poll of ${feed} failed in a way that it does not know: ${said(error)}`)
    }
  }
  const polls: Promise<void>[] = []
  const turns = latest.values()
  const begin = async (): Promise<void> => {
    for (const { due: one, others } of turns) {
      const { feed, every } = one.tick
      count(feed, others)
      if (signal.aborted || isLate()) failed.push(one.id)
      else if (now() - one.at > every * 1_000) count(feed, 1)
      else {
        const ends = poll(one)
        polls.push(ends)
        // oxlint-disable-next-line no-await-in-loop -- a poll after another, beside those of the other turns
        await endedOrSlow(ends, clock)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, begin))
  await Promise.all(polls)
  if (coalesced.size > 0)
    say([
      JSON.stringify({
        level: 'info',
        message: 'ticks without a poll of their own',
        ticks: Object.fromEntries(coalesced),
      }),
    ])
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
}

async function endedOrSlow(work: Promise<void>, clock: Clock): Promise<void> {
  const ended = new AbortController()
  const slow = clock.sleep(patience, ended.signal).catch(() => undefined)
  await Promise.race([work, slow])
  ended.abort()
}

function latestOf(some: readonly Due[]): { readonly due: Due; readonly others: number } {
  const due = some.reduce((one, other) => (other.at > one.at ? other : one))
  return { due, others: some.length - 1 }
}

/** Undefined: the text is no tick. */
function tickIn(body: string): Tick | undefined {
  try {
    const { feed, due, after, every } = JSON.parse(body) as Partial<Record<keyof Tick, unknown>>
    const isTick =
      [feed, due].every((one) => typeof one === 'string') && [after, every].every(Number.isFinite)
    return isTick ? ({ feed, due, after, every } as Tick) : undefined
  } catch {
    return undefined
  }
}
