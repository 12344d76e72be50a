import type { BatchPart, ConsumeEvent, ConsumeWatch } from '../consume/watch.ts'
import type { FeedError } from '../errors/feed-error.ts'
import type { Progress } from '../log/log.ts'
import { type Clock, momentText } from '../time/clock.ts'

/** The rate is that of about the last minute. */
const rateMilliseconds = 60_000

/** What one route of this process has done since it began, and how it stands. Times are in elapsed milliseconds. */
export interface RouteProgress {
  readonly watch: ConsumeWatch
  /** Whether it is a member of its group. */
  readonly lives: (isAlive: boolean) => void
  /** What the log says of the whole group; undefined: it did not answer. */
  sampled(progress: readonly Progress[] | undefined): void
  /** As it is now. */
  now(): RouteFigures
}

/** What a route did since its process began, and does. */
export interface RouteCounts {
  readonly processed: number
  readonly perSecond: number
  /** Messages that were fetched, and are neither settled nor dropped. */
  readonly inFlight: number
  /** Age of the oldest of these, by the clock of whoever published it. */
  readonly oldestSeconds: number
  readonly retries: number
  readonly dead: number
  readonly dropped: number
  readonly lastSettledAt: string | null
}

export interface RouteFigures {
  readonly isAlive: boolean
  /** For how many milliseconds nothing was settled here, since something is at work. Null: nothing is. */
  readonly stillHere: number | null
  /** For how long the whole group has moved in no partition, though something waits. Null: nothing waits, or nobody knows. */
  readonly stillInGroup: number | null
  /** A store or a setting that is waited for. */
  readonly waitingFor: {
    readonly processor: string
    readonly error: FeedError
    readonly since: string
  } | null
  readonly counts: RouteCounts
  /** Null: the log did not say. */
  readonly partitions: readonly Progress[] | null
}

/** A route that has not begun. */
export function newRouteProgress(clock: Clock): RouteProgress {
  const fetched = new Map<number, { messages: number; readonly publishedAt: number | undefined }[]>()
  const counts = { processed: 0, retries: 0, dead: 0, dropped: 0 }
  let isAlive = false
  let moved = clock.elapsed()
  let settledAt: number | undefined
  let waitingFor: RouteFigures['waitingFor'] = null
  let partitions: readonly Progress[] | null = null
  let group = { settled: -1, since: clock.elapsed() }
  let rates: (readonly [at: number, processed: number])[] = [[clock.elapsed(), 0]]

  const inFlight = (): number => [...fetched.values()].flat().reduce((sum, { messages }) => sum + messages, 0)

  /** Takes out what has ended, oldest first. */
  function ended(parts: readonly BatchPart[]): number {
    let sum = 0
    for (const { partition, messages } of parts) {
      let left = messages
      const queue = fetched.get(partition) ?? []
      while (left > 0 && queue[0] !== undefined) {
        const taken = Math.min(left, queue[0].messages)
        queue[0].messages -= taken
        left -= taken
        if (queue[0].messages === 0) queue.shift()
      }
      sum += messages
    }
    return sum
  }

  function hear(event: ConsumeEvent): void {
    switch (event.kind) {
      case 'fetched': {
        if (inFlight() === 0) moved = clock.elapsed()
        const { partition, messages, publishedAt } = event
        fetched.set(partition, [...(fetched.get(partition) ?? []), { messages, publishedAt }])
        return
      }
      case 'settled':
        counts.processed += ended(event.parts)
        moved = clock.elapsed()
        settledAt = clock.now().getTime()
        waitingFor = null
        return
      case 'dropped':
        counts.dropped += ended(event.parts)
        return
      case 'retried':
        counts.retries += 1
        return
      case 'buried':
        counts.dead += 1
        return
      case 'waiting': {
        const since = waitingFor?.since ?? clock.now().toISOString()
        waitingFor = { processor: event.processor, error: event.error, since }
        return
      }
      case 'resumed':
        waitingFor = null
        return
      case 'begun':
        return
    }
  }

  const oldest = (): number => {
    const times = [...fetched.values()].flatMap(([first]) => first?.publishedAt ?? [])
    return times.length === 0 ? 0 : Math.max(0, clock.now().getTime() - Math.min(...times)) / 1_000
  }

  return {
    watch: hear,
    lives(is) {
      isAlive = is
      fetched.clear()
      waitingFor = null
      moved = clock.elapsed()
    },
    sampled(progress) {
      const now = clock.elapsed()
      partitions = progress ?? null
      rates = [...rates.filter(([at]) => now - at <= rateMilliseconds), [now, counts.processed]]
      const settled = partitions?.reduce((sum, one) => sum + one.settled, 0) ?? group.settled
      const waits = partitions?.some(({ settled: has, end }) => has < end) === true
      if (settled !== group.settled || !waits) group = { settled, since: now }
    },
    now() {
      const now = clock.elapsed()
      const [first = [now, 0] as const] = rates
      const waits = partitions?.some(({ settled, end }) => settled < end) === true
      return {
        isAlive,
        stillHere: inFlight() === 0 ? null : now - moved,
        stillInGroup: waits ? now - group.since : null,
        waitingFor,
        counts: {
          ...counts,
          perSecond: now === first[0] ? 0 : ((counts.processed - first[1]) * 1_000) / (now - first[0]),
          inFlight: inFlight(),
          oldestSeconds: oldest(),
          lastSettledAt: settledAt === undefined ? null : momentText(settledAt),
        },
        partitions,
      }
    },
  }
}
