import type { Message } from '../model/envelope.ts'

/** Where messages become public. Never compacted: the raw topic may repeat, and may show an older revision late. */
export interface Log extends AsyncDisposable {
  /** Bytes of key, value and headers that one message may have. */
  readonly maxMessageBytes: number
  /** Resolves when every message is durable, in order per key. Doing it again with the same ids is harmless to consumers. */
  publish(topic: string, messages: readonly Message[], signal: AbortSignal): Promise<void>
}

export interface Received extends Message {
  readonly offset: number
}
/** A batch of one partition, in order. `settle` moves the group's offset past it; without it the batch comes again. */
export interface Delivery {
  readonly topic: string
  readonly partition: number
  readonly messages: readonly Received[]
  settle(): Promise<void>
}

/** One member of a consumer group. */
export interface Reader extends AsyncDisposable {
  /** Batches as they arrive. With `drain`, ends when everything published before the call was delivered. */
  read(
    topics: readonly string[],
    options: { readonly drain: boolean; readonly signal: AbortSignal },
  ): AsyncIterable<Delivery>
}
