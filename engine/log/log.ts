import type { Message } from '../model/envelope.ts'

/** Where messages become public. Never compacted: the raw topic may repeat, and may show an older revision late. */
export interface Log extends AsyncDisposable {
  /** What `messageBytes` of one message may come to. */
  readonly maxMessageBytes: number
  /**
   * Resolves when every message is durable, in order per key. Doing it again with the same ids is harmless to consumers.
   * Messages are gone through once, so that they may be made one by one; `heldMessage` is for a log that holds on to them. A
   * message that is too large is RECORD_TOO_LARGE, and none of the call is published; after any other failure some may be.
   */
  publish(topic: string, messages: Iterable<Outgoing>, signal: AbortSignal): Promise<void>
}

/** A message on its way into a log. Its value may be UTF-8 that is lent until the next message is asked for. */
export interface Outgoing extends Omit<Message, 'value'> {
  readonly value: string | Uint8Array
}

export interface Received extends Message {
  readonly offset: number
  /** In milliseconds since 1970, by the clock of whoever published it. Not known of what was published before logs kept it. */
  readonly publishedAt?: number
}
/**
 * A batch of one partition, in order. `settle` durably moves the group's offset past it, and so past all before it;
 * never back. What is not settled comes again when the group reads again. Where members share the partitions out, settling
 * what has gone to another meanwhile does nothing: it comes again there.
 */
export interface Delivery {
  readonly topic: string
  readonly partition: number
  readonly messages: readonly Received[]
  settle(): Promise<void>
  /**
   * Aborts when the partition goes to another member, or the group shares its partitions out anew: settling then does
   * nothing, so that work on it is in vain. A log that shares nothing out has none.
   */
  readonly lost?: AbortSignal
}

/** How far a group has come in one partition. */
export interface Progress {
  readonly topic: string
  readonly partition: number
  /** The offset that the group goes on at: that of the first message there is, where it settled nothing yet. */
  readonly settled: number
  /** The offset of the message that will come next. */
  readonly end: number
  /** When the message at `settled` was published, in milliseconds since 1970. Absent: there is none, or the log does not say. */
  readonly since?: number
}

/** One member of a consumer group. Disposing ends its reads. */
export interface Reader extends AsyncDisposable {
  /**
   * Batches as they arrive; a group that never settled begins with the first message there is. With `drain`, ends when
   * everything published before the call was delivered. Aborting fails it with the signal's reason.
   */
  read(
    topics: readonly string[],
    options: { readonly drain: boolean; readonly signal: AbortSignal },
  ): AsyncIterable<Delivery>
  /** How far the whole group has come, by topic and partition. Joins nothing, and may be asked before or beside a read. */
  progress(topics: readonly string[], signal: AbortSignal): Promise<readonly Progress[]>
}
