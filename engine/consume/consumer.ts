import { feedError } from '../errors/feed-error.ts'
import type { Invoker } from '../invoke/invoker.ts'
import type { Reader } from '../log/log.ts'
import type { Message } from '../model/envelope.ts'
import { gather } from './gather.ts'

/** Which processors a topic goes to. */
export type Routes = Readonly<Record<string, readonly string[]>>

/** What a processor did not process is offered this many times, alone. */
const attempts = 3

/**
 * Reads topics and hands what is there to their processors, in order per key. The offset moves only after every processor
 * has answered for every message: a crash repeats messages, and never skips one. Answers with the number of messages.
 */
export async function consume(
  reader: Reader,
  invoker: Invoker,
  routes: Routes,
  options: { readonly drain: boolean; readonly signal: AbortSignal },
): Promise<number> {
  let consumed = 0
  for await (const deliveries of gather(reader.read(Object.keys(routes), options))) {
    for (const [topic, some] of Map.groupBy(deliveries, (delivery) => delivery.topic)) {
      const messages = some.flatMap(({ partition, messages: its }) =>
        its.map((message) => ({ ...message, from: { topic, partition, offset: message.offset } })),
      )
      for (const processor of routes[topic] ?? []) await hand(invoker, processor, messages, options.signal)
      for (const delivery of some) await delivery.settle()
      consumed += messages.length
    }
  }
  return consumed
}

/** Fails with CONSUME_UNPROCESSED when some are left after every attempt; what a processor throws passes through. */
async function hand(
  invoker: Invoker,
  processor: string,
  messages: readonly Message[],
  signal: AbortSignal,
): Promise<void> {
  let rest = messages
  for (let attempt = 0; attempt < attempts && rest.length > 0; attempt++) {
    const left = new Set(await invoker.invoke(processor, rest, signal))
    const given = new Set(rest.map(({ id }) => id))
    // Ids that nobody knows leave open which messages are meant: none may be taken for processed.
    for (const id of left) {
      if (!given.has(id)) throw new TypeError(`${processor} did not process "${id}", which it was not given`)
    }
    rest = rest.filter(({ id }) => left.has(id))
  }
  const [first] = rest
  if (first !== undefined)
    throw feedError('CONSUME_UNPROCESSED', { processor, id: first.id, messages: rest.length })
}
