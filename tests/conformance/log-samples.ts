import type { Delivery, Log, Reader, Received } from '../../engine/log/log.ts'
import type { Message } from '../../engine/model/envelope.ts'

interface LogHome {
  readonly log: Log
  reader(group: string): Reader
}
export interface OpenLog extends LogHome {
  /** A topic to which nothing was published. */
  topic(): Promise<string>
  /** The same log as another process would see it. Closed with the rest. */
  readonly reopen?: () => Promise<LogHome>
  close(): Promise<void>
}

export function message(key: string, revision: number, value = `{"revision":${revision}}`): Message {
  return {
    key,
    id: `us-nc-precinct/${revision}/${key}`,
    value,
    headers: { feed: 'us-nc-precinct', revision: String(revision) },
  }
}

/** Everything a group has not settled, batch by batch. */
export async function drain(
  home: LogHome,
  group: string,
  topics: readonly string[],
  during: {
    each?(delivery: Delivery): Promise<void> | void
    /** Before the reader is disposed. */
    end?(deliveries: readonly Delivery[]): Promise<void>
  } = {},
): Promise<readonly Delivery[]> {
  await using reader = home.reader(group)
  const deliveries: Delivery[] = []
  for await (const delivery of reader.read(topics, { drain: true, signal: AbortSignal.timeout(20_000) })) {
    deliveries.push(delivery)
    await during.each?.(delivery)
  }
  await during.end?.(deliveries)
  return deliveries
}

export const settling = { each: (delivery: Delivery): Promise<void> => delivery.settle() }

export const received = (deliveries: readonly Delivery[]): readonly Received[] =>
  deliveries.flatMap(({ messages }) => messages)

export const idsOf = (deliveries: readonly Delivery[], key?: string): readonly string[] =>
  received(deliveries)
    .filter((one) => key === undefined || one.key === key)
    .map(({ id }) => id)
