import type { TraceEvent } from '../trace/events.ts'

/** What was said of one poll, in order. */
export interface PollTraced {
  readonly kind: 'poll'
  readonly poll: string
  readonly events: readonly TraceEvent[]
}
/** What is no poll: an order, a replay, a word of a consumer, or that events were lost. */
export interface Aside {
  readonly kind: 'aside'
  readonly event: Extract<TraceEvent, { readonly event: (typeof asides)[number] }>
}
export type Traced = PollTraced | Aside

const asides = [
  'order.given',
  'changesets.replayed',
  'consume.gap',
  'current.switched',
  'trace.lost',
] as const
const isAside = (event: TraceEvent): event is Aside['event'] => asides.some((one) => one === event.event)

/** Events of which one makes a poll more than a look at a source that has nothing new. */
const news: ReadonlySet<TraceEvent['event']> = new Set([
  'changeset.recovered',
  'capture.judged',
  'poll.failed',
])
export const isNews = ({ events }: PollTraced): boolean => events.some(({ event }) => news.has(event))

/**
 * The last polls of a feed, and what happened between them, the oldest first. Reads no further back than to the beginning
 * of the oldest one that is wanted.
 */
export async function lastPolls(
  newestFirst: AsyncIterable<TraceEvent>,
  most: number,
  isWanted: (poll: PollTraced) => boolean,
): Promise<readonly Traced[]> {
  const eventsOf = new Map<string, TraceEvent[]>()
  const order: (Aside | string)[] = []
  const open = new Set<string>()
  let wanted = 0
  for await (const event of newestFirst) {
    if (isAside(event)) {
      order.push({ kind: 'aside', event })
      continue
    }
    const { poll } = event
    const events = eventsOf.get(poll) ?? []
    if (events.length === 0) {
      eventsOf.set(poll, events)
      order.push(poll)
      open.add(poll)
    }
    events.push(event)
    if (event.event !== 'poll.started' && event.event !== 'poll.skipped') continue
    open.delete(poll)
    if (isWanted({ kind: 'poll', poll, events })) wanted += 1
    // Two polls of one feed are said between each other where one of them only saw that the other is at it.
    if (wanted > most || (wanted === most && open.size === 0)) break
  }
  const all = order.map((one): Traced => {
    if (typeof one !== 'string') return one
    return { kind: 'poll', poll: one, events: (eventsOf.get(one) ?? []).toReversed() }
  })
  return cut(
    all.filter((one) => one.kind === 'aside' || isWanted(one)),
    most,
  ).toReversed()
}

/** The first polls, with what stands before the last of them. */
function cut(all: readonly Traced[], most: number): readonly Traced[] {
  let polls = 0
  const end = all.findIndex(({ kind }) => kind === 'poll' && ++polls > most)
  return end === -1 ? all : all.slice(0, end)
}
