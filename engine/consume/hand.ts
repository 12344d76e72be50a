import { FeedError, feedError, said } from '../errors/feed-error.ts'
import type { Invoker } from '../invoke/invoker.ts'
import type { Clock } from '../time/clock.ts'
import { backoff } from '../time/retry.ts'
import { blameOf, isCertain } from './blame.ts'
import { type DeadLetter, deadLetterId } from './dead-letter.ts'
import type { ConsumeWatch } from './watch.ts'

/** A message as it came from the log. */
export type Placed = DeadLetter['message']

/** What a processor answers that it did not process is offered so often together with the others of that answer. */
const attemptsTogether = 3
/** What fails alone, and may succeed if it is offered again, is offered so often. */
const attemptsAlone = 4
/** So many dead letters of a processor that processes nothing in between are not the messages' fault. */
const mostInARow = 10
/** Who must come to an end waits so often for a store, and then fails. */
const mostWaits = 3
/** A defect that no message escapes is waited for so often, a minute in all; then it is taken for that of the messages. */
const defectWaits = 8
const retryWaits = { firstWait: 500, longestWait: 10_000 }
const placeWaits = { firstWait: 500, longestWait: 30_000 }

export interface HandParts {
  readonly group: string
  readonly invoker: Invoker
  readonly clock: Clock
  /** Puts a message to the dead letters; durable when it resolves, and harmless when it is done twice. */
  readonly bury: (letter: DeadLetter, signal: AbortSignal) => Promise<void>
  readonly watch: ConsumeWatch
  /** Waits for stores as long as it takes. Else fails with their error after a few tries. */
  readonly patient: boolean
}

/** Has one processor process these messages; answers with all but those that lie in the dead letters now. */
export type Hand = (
  processor: string,
  messages: readonly Placed[],
  signal: AbortSignal,
) => Promise<readonly Placed[]>

/** Messages that were handed in together, on their way through one processor. */
interface Batch {
  readonly processor: string
  readonly signal: AbortSignal
  /** Successes of the processor before any of them was offered: more of them show that it is not the processor. */
  readonly since: number
  readonly dead: Set<Placed>
  /** How often each was offered alone. */
  readonly tries: Map<Placed, number>
  /** What fails alone while nothing shows yet that others do not; and what is behind it, of the same keys. Undefined: nothing is put off any more. */
  readonly deferred: Placed[] | undefined
}

/**
 * Offers messages to a processor until each is processed or a dead letter. What it says it did not process comes again
 * alone; a batch that fails is cut in two, each half in its turn. What is behind a message of the same key waits until that
 * one is processed or safely dead. A store that fails is waited for, and so is a processor that fails at everything: no
 * message dies of that.
 */
export function newHand({ group, invoker, clock, bury, watch, patient }: HandParts): Hand {
  /** Calls in which a processor processed something, and messages that died since the last one. */
  const successes = new Map<string, number>()
  const died = new Map<string, number>()

  /** What is left of these, and why. */
  async function offer(
    processor: string,
    messages: readonly Placed[],
    signal: AbortSignal,
  ): Promise<{ readonly left: readonly Placed[]; readonly error?: unknown }> {
    try {
      const left = new Set(await invoker.invoke(processor, messages, signal))
      assertGiven(processor, left, messages)
      const rest = messages.filter(({ id }) => left.has(id))
      if (rest.length < messages.length) {
        successes.set(processor, countOf(successes, processor) + 1)
        died.delete(processor)
      }
      return { left: rest }
    } catch (error) {
      signal.throwIfAborted()
      return { left: messages, error }
    }
  }

  async function wait(processor: string, attempt: number, why: unknown, signal: AbortSignal): Promise<void> {
    if (!patient && attempt > mostWaits) throw why
    const milliseconds = backoff(attempt, { seed: `${group}/${processor}`, ...placeWaits })
    watch({ kind: 'waiting', processor, attempt, milliseconds, error: coded(processor, why) })
    await clock.sleep(milliseconds, signal)
  }

  async function buried(letter: DeadLetter, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        await bury(letter, signal)
        died.set(letter.processor, countOf(died, letter.processor) + 1)
        return watch({ kind: 'buried', letter })
      } catch (error) {
        signal.throwIfAborted()
        if (blameOf(error) === 'message') throw error
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        await wait(letter.processor, attempt, error, signal)
      }
    }
  }

  async function handIn(batch: Batch, messages: readonly Placed[]): Promise<void> {
    const { processor, signal, since, dead, tries, deferred } = batch
    const hasSucceeded = (): boolean => countOf(successes, processor) > since
    let rest = messages
    let waits = 0
    const began = clock.elapsed()
    for (let attempt = 1; ; attempt++) {
      // It fails at everything: what is left is not tried one by one.
      if (deferred !== undefined && deferred.length >= mostInARow && !hasSucceeded()) {
        deferred.push(...rest)
        return
      }
      // oxlint-disable-next-line no-await-in-loop -- one try after the other
      const { left, error: thrown } = await offer(processor, rest, signal)
      rest = left
      const [first] = rest
      if (first === undefined) {
        if (waits > 0) watch({ kind: 'resumed', processor, ms: Math.round(clock.elapsed() - began) })
        return
      }
      const isAlone = rest.length === 1
      if (isAlone) tries.set(first, (tries.get(first) ?? 0) + 1)
      const tried = isAlone ? (tries.get(first) ?? 1) : attempt
      const why = thrown ?? feedError('CONSUME_UNPROCESSED', { processor, id: first.id, attempts: tried })
      const error = coded(processor, why)
      const blame = blameOf(why)
      const isOver = isCertain(error) || tried >= (isAlone ? attemptsAlone : attemptsTogether)
      const isProven = blame === 'message' || hasSucceeded() || (blame === 'defect' && waits >= defectWaits)
      const isBroken = isAlone && isOver && countOf(died, processor) >= mostInARow
      if (blame === 'place' || isBroken || (!isProven && deferred === undefined && (isOver || !isAlone))) {
        waits += 1
        const broken = { processor, messages: mostInARow, last: error.code }
        const isOfMessages = isBroken && blame !== 'place'
        const what = isOfMessages ? feedError('CONSUME_BROKEN', broken, { cause: why }) : why
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        await wait(processor, waits, what, signal)
      } else if (!isAlone && (thrown !== undefined || isOver)) {
        watch({ kind: 'retried', processor, messages: rest.length, attempt, error })
        // oxlint-disable-next-line no-await-in-loop -- the last thing that is done
        return await handHalves(batch, rest)
      } else if (!isOver) {
        watch({ kind: 'retried', processor, messages: rest.length, attempt, error })
        // oxlint-disable-next-line no-await-in-loop -- one try after the other
        await clock.sleep(backoff(tried, { seed: `${group}/${first.id}`, ...retryWaits }), signal)
      } else if (!isProven && deferred !== undefined) {
        deferred.push(first)
        return
      } else {
        const at = clock.now().toISOString()
        const id = deadLetterId(group, first.from.topic, first.id)
        // oxlint-disable-next-line no-await-in-loop -- the last thing that is done
        await buried({ id, group, processor, message: first, error, attempts: tried, at }, signal)
        dead.add(first)
        return
      }
    }
  }

  /** In their order; behind a message that is put off, everything of its key is put off too. */
  async function handHalves(batch: Batch, messages: readonly Placed[]): Promise<void> {
    const middle = Math.ceil(messages.length / 2)
    for (const half of [messages.slice(0, middle), messages.slice(middle)]) {
      const held = new Set(batch.deferred?.map(({ key }) => key))
      batch.deferred?.push(...half.filter(({ key }) => held.has(key)))
      const free = half.filter(({ key }) => !held.has(key))
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      if (free.length > 0) await handIn(batch, free)
    }
  }

  return async (processor, messages, signal) => {
    if (messages.length === 0) return messages
    const dead = new Set<Placed>()
    const deferred: Placed[] = []
    const since = countOf(successes, processor)
    const batch = { processor, signal, since, dead, tries: new Map<Placed, number>(), deferred }
    await handIn(batch, messages)
    const late = new Set(deferred)
    if (late.size > 0)
      await handIn(
        { ...batch, deferred: undefined },
        messages.filter((message) => late.has(message)),
      )
    return dead.size === 0 ? messages : messages.filter((message) => !dead.has(message))
  }
}

const countOf = (counts: ReadonlyMap<string, number>, processor: string): number => counts.get(processor) ?? 0

/** Ids that nobody knows leave open which messages are meant: none may be taken for processed. */
function assertGiven(processor: string, left: ReadonlySet<string>, messages: readonly Placed[]): void {
  const given = new Set(messages.map(({ id }) => id))
  for (const id of left) {
    const what = `it says that it did not process "${id}", which it was not given`
    if (!given.has(id)) throw feedError('CONSUME_BUG', { processor, what })
  }
}

/** What is no coded error is a defect: its `cause` says where. */
export function coded(processor: string, error: unknown): FeedError {
  if (error instanceof FeedError) return error
  const inside: readonly unknown[] = error instanceof AggregateError ? error.errors : []
  const first = inside.find((one) => one instanceof FeedError)
  return first ?? feedError('CONSUME_BUG', { processor, what: said(error) }, { cause: error })
}
