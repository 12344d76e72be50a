import { feedError } from '../errors/feed-error.ts'
import { type KafkaOffsets, type Place, placeOf, type Span } from './kafka-offsets.ts'

/** A partition as long as this member has it without a break. */
export interface Position {
  readonly topic: string
  readonly partition: number
  /** The offset of the message that is to come next from the log. */
  next: number
  /** Everything before was taken by the reader, or settled before. */
  delivered: number
  /** Where the group goes on. Undefined: it never settled anything here. */
  settled: number | undefined
  /** Was asked for again from here, since something later came. */
  asked: number | undefined
  /** When a batch last came, in elapsed milliseconds. */
  heard: number
}

/** From one rebalance of the group to the next. */
export interface Tenure {
  readonly assigned: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
  /** Empty until it is known where the group goes on. */
  readonly positions: Map<Place, Position>
  ready: boolean
  /** Aborts with the end of it. */
  readonly over: AbortController
}

/** A tenure in which nothing may be fetched yet. */
export const newTenure = (assignment: Readonly<Record<string, readonly number[]>>): Tenure => ({
  assigned: Object.entries(assignment).map(([topic, partitions]) => ({ topic, partitions })),
  positions: new Map(),
  ready: false,
  over: new AbortController(),
})

/** A partition whose log does not have what comes next for a group. */
export interface Gap extends Span {
  readonly topic: string
  readonly partition: number
  readonly next: number
}

/**
 * Finds out where the group goes on in every partition of a tenure, and returns those where the log no longer has what
 * comes next, or not yet: kafkajs by itself would go on elsewhere without a word. `known` is what this member knows the
 * group to have settled; the brokers forget that only together with the topic.
 */
export async function findPositions(
  tenure: Tenure,
  offsets: KafkaOffsets,
  known: ReadonlyMap<Place, number>,
): Promise<readonly Gap[]> {
  const topics = tenure.assigned.map(({ topic }) => topic)
  const [settled, spans] = await Promise.all([offsets.settled(topics), offsets.spans(topics)])
  const gaps: Gap[] = []
  for (const { topic, partitions } of tenure.assigned) {
    for (const partition of partitions) {
      const place = placeOf(topic, partition)
      const { begins, ends } = spans.get(place) ?? { begins: 0, ends: 0 }
      const isForgotten = known.has(place) && !settled.has(place)
      const next = settled.get(place) ?? known.get(place) ?? begins
      if (isForgotten || next < begins || next > ends) gaps.push({ topic, partition, next, begins, ends })
      tenure.positions.set(place, {
        topic,
        partition,
        next,
        delivered: next,
        settled: settled.get(place),
        asked: undefined,
        heard: Number.NEGATIVE_INFINITY,
      })
    }
  }
  return gaps
}

/** The log is shorter than what the group has read: it was begun anew, or has lost its end. */
export const isAnew = ({ begins, next }: Gap): boolean => begins <= next

/**
 * Where the group goes on after these gaps, for a commit. Where messages have gone it stays where it was. In a log that was
 * begun anew it goes to the beginning: as soon as that log has grown, nobody could tell that some of it was skipped.
 */
export const goingOn = (tenure: Tenure, gaps: readonly Gap[]) =>
  gaps.flatMap((gap) => {
    const { topic, partition, begins } = gap
    const offset = isAnew(gap) ? begins : tenure.positions.get(placeOf(topic, partition))?.settled
    return offset === undefined ? [] : [{ topic, partitions: [{ partition, offset: String(offset) }] }]
  })

/** Messages that this group never settled are gone, or may be. */
export const gapError = (group: string, { topic, partition, ...gap }: Gap) =>
  feedError('LOG_GAP', { group, place: placeOf(topic, partition), ...gap })
