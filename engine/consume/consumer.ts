import { setImmediate } from 'node:timers/promises'
import { orAborted } from '../flow/abortable.ts'
import type { Invoker } from '../invoke/invoker.ts'
import type { Delivery, Reader } from '../log/log.ts'
import type { Clock } from '../time/clock.ts'
import { type HandParts, newHand, type Placed } from './hand.ts'
import { newWaiting } from './waiting.ts'
import type { BatchPart, ConsumeWatch } from './watch.ts'

/** Which processors a topic goes to, one after the other. */
export type Routes = Readonly<Record<string, readonly string[]>>

/** So many deliveries wait here at most; the reader waits with what is behind them. */
const maxWaiting = 16
const usualConcurrency = 4

export interface Consuming {
  readonly group: string
  readonly routes: Routes
  readonly reader: Reader
  readonly invoker: Invoker
  readonly clock: Clock
  readonly bury: HandParts['bury']
  readonly watch?: ConsumeWatch
}
export interface ConsumeOptions {
  /** Ends when everything that was published before is processed; a store that fails for seconds is a failure. */
  readonly drain: boolean
  /** Ends it in good order: nothing more is begun. */
  readonly signal: AbortSignal
  /** What is at work when the signal aborts has so long to end; then it is let go, and comes again. Milliseconds; usually 0. */
  readonly grace?: number
  /** Batches at work side by side, of different partitions. */
  readonly concurrency?: number
}

/**
 * Reads topics and hands what is there to their processors, in order per key. The offset moves only after every processor
 * has answered for every message, or what it could not process is in the dead letters: a crash repeats messages, and never
 * skips one. Answers with the number of messages; when the signal aborts, fails with its reason, after the last work.
 */
export async function consume(parts: Consuming, options: ConsumeOptions): Promise<number> {
  const { routes, reader, clock, watch = () => undefined } = parts
  const { drain, signal, grace = 0, concurrency = usualConcurrency } = options
  const hand = newHand({ ...parts, watch, patient: !drain })
  const waiting = newWaiting()
  const working = new Set<Promise<void>>()
  const failures: unknown[] = []
  const letGo = new AbortController()
  let consumed = 0

  async function work(deliveries: readonly Delivery[]): Promise<void> {
    const [{ topic } = { topic: '' }] = deliveries
    const given = deliveries.flatMap(placedIn)
    const about = { topic, parts: deliveries.map(partOf) }
    // Who must come to an end has promised that all of it is processed, also what another member has now.
    const lost = drain ? [] : deliveries.flatMap((one) => one.lost ?? [])
    const until = AbortSignal.any([letGo.signal, ...(grace > 0 ? [] : [signal]), ...new Set(lost)])
    const began = clock.elapsed()
    watch({ kind: 'begun', topic, messages: given.length })
    try {
      let messages: readonly Placed[] = given
      // oxlint-disable-next-line no-await-in-loop -- each relies on what the one before it wrote
      for (const processor of routes[topic] ?? []) messages = await hand(processor, messages, until)
      // oxlint-disable-next-line no-await-in-loop -- in their order
      for (const last of lastOfEach(deliveries)) await last.settle()
      consumed += given.length
      watch({ kind: 'settled', ...about, ms: Math.round(clock.elapsed() - began) })
    } catch (error) {
      watch({ kind: 'dropped', ...about })
      if (!until.aborted) failures.push(error)
    }
  }

  function beginWhatCan(): void {
    for (const one of drain ? [] : waiting.lost())
      watch({ kind: 'dropped', topic: one.topic, parts: [partOf(one)] })
    while (working.size < concurrency) {
      const taken = waiting.take()
      if (taken.length === 0) return
      const one = work(taken).finally(() => {
        waiting.done(taken)
        working.delete(one)
      })
      working.add(one)
    }
  }

  const source = reader.read(Object.keys(routes), { drain, signal })[Symbol.asyncIterator]()
  const ask = (): Promise<IteratorResult<Delivery>> => {
    const asked = source.next()
    // It may fail while nobody waits for it; who waits for it later learns of it all the same.
    asked.catch(() => undefined)
    return asked
  }
  let next: Promise<IteratorResult<Delivery>> | undefined = ask()
  try {
    while (failures.length === 0) {
      signal.throwIfAborted()
      const wanted = waiting.size < maxWaiting ? next : undefined
      // What is there already is taken before anything is begun.
      const came = wanted && (await Promise.race([wanted, setImmediate(undefined)]))
      if (came?.done === true) next = undefined
      else if (came !== undefined) {
        waiting.add(came.value)
        watch({ kind: 'fetched', ...fetched(came.value) })
        next = ask()
      } else {
        beginWhatCan()
        if (working.size === 0 && next === undefined) return consumed
        // By now there may be room: what waited was begun, or has gone to another member.
        const asked = waiting.size < maxWaiting ? next : undefined
        await orAborted(Promise.race([...working, ...(asked === undefined ? [] : [asked])]), signal)
      }
    }
  } catch (error) {
    failures.push(error)
  }
  // Not awaited: the reader may be waiting for a message that never comes, until it is disposed.
  source.return?.().catch(() => undefined)
  await ended(working, { clock, grace: signal.aborted ? grace : 0 }, letGo)
  signal.throwIfAborted()
  throw failures[0]
}

const placedIn = ({ topic, partition, messages }: Delivery): readonly Placed[] =>
  messages.map((message) => ({ ...message, from: { topic, partition, offset: message.offset } }))

/** Settling the last of a partition settles those before it. */
const lastOfEach = (deliveries: readonly Delivery[]): Iterable<Delivery> =>
  new Map(deliveries.map((one) => [one.partition, one])).values()

const partOf = ({ partition, messages }: Delivery): BatchPart => ({ partition, messages: messages.length })

function fetched({ topic, partition, messages }: Delivery) {
  return { topic, partition, messages: messages.length, publishedAt: messages[0]?.publishedAt }
}

/** Gives work its time, then lets it go, and waits until it has ended. */
async function ended(
  working: ReadonlySet<Promise<void>>,
  { clock, grace }: { readonly clock: Clock; readonly grace: number },
  letGo: AbortController,
): Promise<void> {
  const all = Promise.all(working)
  const over = new AbortController()
  if (working.size > 0 && grace > 0)
    await Promise.race([all, clock.sleep(grace, over.signal).catch(() => undefined)])
  over.abort()
  letGo.abort(new DOMException('the consumer was stopped', 'AbortError'))
  await all
}
