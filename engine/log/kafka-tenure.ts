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
}

/** From one rebalance of the group to the next. */
export interface Tenure {
  readonly assigned: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
  /** Empty until it is known where the group goes on. */
  readonly positions: Map<Place, Position>
  ready: boolean
}

/** A tenure in which nothing may be fetched yet. */
export const newTenure = (assignment: Readonly<Record<string, readonly number[]>>): Tenure => ({
  assigned: Object.entries(assignment).map(([topic, partitions]) => ({ topic, partitions })),
  positions: new Map(),
  ready: false,
})

/**
 * Finds out where the group goes on in every partition of a tenure. Fails with LOG_GAP where the log no longer has what
 * comes next, or not yet: kafkajs by itself would go on elsewhere without a word.
 */
export async function findPositions(tenure: Tenure, offsets: KafkaOffsets, group: string): Promise<void> {
  const topics = tenure.assigned.map(({ topic }) => topic)
  const [settled, spans] = await Promise.all([offsets.settled(topics), offsets.spans(topics)])
  for (const { topic, partitions } of tenure.assigned) {
    for (const partition of partitions) {
      const place = placeOf(topic, partition)
      const { begins, ends } = spans.get(place) ?? { begins: 0, ends: 0 }
      const next = settled.get(place) ?? begins
      if (next < begins || next > ends) throw gap(group, place, next, { begins, ends })
      tenure.positions.set(place, {
        topic,
        partition,
        next,
        delivered: next,
        settled: settled.get(place),
        asked: undefined,
      })
    }
  }
}

/** Messages that this group never settled are gone. */
export const gap = (group: string, place: Place, next: number, { begins, ends }: Span) =>
  feedError('LOG_GAP', { group, place, next, begins, ends })
