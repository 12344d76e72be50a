import type { Tick } from '../deploy/deployment.ts'
import { said } from '../errors/feed-error.ts'
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
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Aborts in time before the function is ended. */
  readonly signal: AbortSignal
  /** Writes into the log of the function. */
  readonly say: (lines: readonly string[]) => void
}

/** Polls under way at one time: they share the memory and the processor of one function. */
const atOnce = 4

interface Due {
  readonly id: string
  readonly tick: Tick
  /** When it could be received first, in milliseconds since 1970. */
  readonly at: number
}

/**
 * Polls for the ticks of a batch. Several ticks of a feed are one poll, for the latest of them. A tick that has waited longer than
 * its pace is not polled for: a later one is on its way, and polls never pile up. How the poll of a feed ends is its own affair, told where
 * every poll is; a message comes again only where the poll could not be begun or ended in time, or failed in a way that nobody foresaw.
 */
export async function pollTicks(
  records: readonly QueueRecord[],
  poller: Pick<Poller, 'poll'>,
  { now, signal, say }: Ticking,
): Promise<BatchAnswer> {
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
    if (ticks > 0) coalesced.set(feed, (coalesced.get(feed) ?? 0) + ticks)
  }
  const turns = latest.values()
  const work = async (): Promise<void> => {
    for (const { due: one, others } of turns) {
      const { feed, every } = one.tick
      count(feed, others)
      if (signal.aborted) failed.push(one.id)
      else if (now() - one.at > every * 1_000) count(feed, 1)
      else {
        try {
          // oxlint-disable-next-line no-await-in-loop -- a poll after another, beside those of the other turns
          const { kind } = await poller.poll(feed, signal)
          if (kind === 'failed' && signal.aborted) failed.push(one.id)
        } catch (error) {
          trouble(one.id, `the poll of ${feed} failed in a way that it does not know: ${said(error)}`)
        }
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
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
