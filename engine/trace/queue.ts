import type { TraceEvent } from './events.ts'
import type { TraceSink } from './sink.ts'

/** So many events may wait to be written; what comes beyond is counted and left out. */
const maxWaiting = 10_000
/** Of one text in an event. */
const maxCharacters = 2_000

export interface Writing {
  /** So many events are written at once. */
  readonly atOnce: number
  /** Waits for more events before the first are written; ends early when the signal aborts, since somebody flushes. */
  readonly gather: (signal: AbortSignal) => Promise<void>
  /**
   * Writes some events, in order. Answers with those that are to be tried again: with the next event, or the next flush.
   * Throws: all of them are lost. `hurried`: somebody waits. Ends soon after the signal aborts.
   */
  readonly write: (
    events: readonly TraceEvent[],
    how: { readonly hurried: boolean; readonly signal: AbortSignal },
  ) => Promise<readonly TraceEvent[]>
  /** A flush gives up after so many milliseconds; what was not written waits for the next one. */
  readonly flushMilliseconds: number
}

/**
 * What every sink has in common: events wait in memory and are written beside the work that they tell of. Texts are cut,
 * so that what waits is bounded; what is lost is counted, and the count follows as `trace.lost` as soon as that works.
 */
export function traceQueue({ atOnce, gather, write, flushMilliseconds }: Writing): TraceSink {
  let waiting: TraceEvent[] = []
  let lost: { readonly first: TraceEvent; events: number } | undefined
  let running: Promise<void> | undefined
  let flushes = 0
  let hurry = new AbortController()
  let stop = new AbortController()

  function lose(event: TraceEvent): void {
    lost ??= { first: event, events: 0 }
    lost.events += event.event === 'trace.lost' ? event.events : 1
  }

  async function writeAll(): Promise<void> {
    if (flushes === 0) await gather(hurry.signal)
    while (waiting.length > 0 || lost !== undefined) {
      const some = waiting.slice(0, atOnce)
      waiting = waiting.slice(some.length)
      if (lost !== undefined) some.push(lostEvent(lost.first, lost.events))
      lost = undefined
      try {
        const again = await write(some, { hurried: flushes > 0, signal: stop.signal })
        if (again.length === 0) continue
        waiting = [...again, ...waiting]
        for (const event of waiting.splice(maxWaiting)) lose(event)
      } catch {
        for (const event of some) lose(event)
      }
      return
    }
  }

  function start(): Promise<void> {
    running ??= writeAll().finally(() => {
      running = undefined
    })
    return running
  }

  async function flush(): Promise<void> {
    const limit = AbortSignal.timeout(flushMilliseconds)
    const end = (): void => stop.abort(limit.reason)
    limit.addEventListener('abort', end)
    flushes += 1
    hurry.abort()
    try {
      await running
      if (waiting.length > 0 || lost !== undefined) await start()
    } finally {
      limit.removeEventListener('abort', end)
      flushes -= 1
      if (flushes === 0) {
        hurry = new AbortController()
        if (stop.signal.aborted) stop = new AbortController()
      }
    }
  }

  return {
    emit(event) {
      if (waiting.length >= maxWaiting) lose(event)
      else waiting.push(bounded(event))
      void start()
    },
    flush,
  }
}

const lostEvent = ({ feed, poll, at }: TraceEvent, events: number): TraceEvent => ({
  event: 'trace.lost',
  feed,
  poll,
  at,
  events,
})

const isLong = (value: unknown): value is string => typeof value === 'string' && value.length > maxCharacters

/** The event with its long texts cut; nothing is copied where there are none. */
function bounded(event: TraceEvent): TraceEvent {
  if (!Object.values(event).some(isLong)) return event
  const cut = Object.entries(event).map(([key, value]: [string, unknown]) => [
    key,
    isLong(value) ? `${value.slice(0, maxCharacters).toWellFormed()}…` : value,
  ])
  return Object.fromEntries(cut) as TraceEvent
}
