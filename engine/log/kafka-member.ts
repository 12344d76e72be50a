import type { EachBatchPayload } from 'kafkajs'
import type { Clock } from '../time/clock.ts'
import { type Fetched, kafkaBatches, upTo } from './kafka-batches.ts'
import type { KafkaClient } from './kafka-cluster.ts'
import { kafkaCommitter } from './kafka-commit.ts'
import { kafkaFailure } from './kafka-failure.ts'
import { kafkaOffsets, type Place } from './kafka-offsets.ts'
import { newQueue } from './kafka-queue.ts'
import { findPositions, type Gap, gapError, goingOn, isAnew, newTenure, type Tenure } from './kafka-tenure.ts'
import { within } from './kafka-within.ts'
import type { Received } from './log.ts'

/** Fetched batches that wait for the reader; kafkajs fetches nothing more while there are so many. */
const maxWaiting = 16
const heartbeatMilliseconds = 1_000
const joinMilliseconds = 40_000
const askMilliseconds = 15_000
const leaveMilliseconds = 5_000
/** A member that had joined tries so long to be one again: brokers are restarted one by one, and that takes a while. */
const patienceMilliseconds = 30_000
const { signal: never } = new AbortController()

/** The coordinator lets a member go that was not heard for a session; a rebalance waits so long for those that work. */
const membership = {
  sessionTimeout: 10_000,
  rebalanceTimeout: 15_000,
  heartbeatInterval: heartbeatMilliseconds,
  // How long a fetch waits where nothing is new: so long may it take to notice a change, and to leave.
  maxWaitTimeInMs: 200,
  maxBytesPerPartition: 1_048_576,
  maxBytes: 4_194_304,
  allowAutoTopicCreation: false,
}

/** What a member took, by the name of its topic on the brokers. */
interface Taken {
  readonly topic: string
  readonly partition: number
  readonly messages: readonly Received[]
  /** As those of `Delivery`. */
  settle(): Promise<void>
  readonly lost: AbortSignal
}
/** One member of a group, from joining to leaving. */
export interface KafkaMember {
  /** Once. What goes wrong, then or later, is in `failure`. */
  join(): void
  /** The next batch. What lies behind these ends is left out, and the batch may be empty then. */
  take(ends: ReadonlyMap<Place, number> | undefined): Taken | undefined
  readonly failure: unknown
  readonly hasLeft: boolean
  /** Settles with the next change: something to take, a failure, a rebalance, the end. */
  changed(): Promise<void>
  /** Where each partition ends now; those that hold nothing are left out. */
  ends(): Promise<ReadonlyMap<Place, number>>
  /** Whether everything before these ends was taken here, or settled by another member. */
  isPast(ends: ReadonlyMap<Place, number>): Promise<boolean>
  leave(): Promise<void>
}

/** A member that has not joined yet. Names of group and topics are those on the brokers. */
export function kafkaMember(
  client: KafkaClient,
  group: string,
  topics: readonly string[],
  clock: Clock,
): KafkaMember {
  const consumer = client.kafka.consumer({
    groupId: group,
    ...membership,
    retry: {
      async restartOnFailure() {
        forget()
        troubledSince ??= clock.elapsed()
        return clock.elapsed() - troubledSince < patienceMilliseconds && !left.signal.aborted
      },
    },
  })
  const queue = newQueue<Fetched>(maxWaiting)
  const left = new AbortController()
  const offsets = kafkaOffsets(client.kafka.admin(), group, clock, left.signal)
  /** What the group had settled, of all that this member ever had. */
  const known = new Map<Place, number>()
  let tenure: Tenure | undefined
  let rejoining = false
  let troubledSince: number | undefined
  let failure: unknown
  let joined: Promise<void> | undefined
  let leaving: Promise<void> | undefined
  let commit: EachBatchPayload['commitOffsetsIfNecessary'] | undefined

  const ask = <T>(work: Promise<T>): Promise<T> => within(clock, askMilliseconds, left.signal, work)
  function fail(error: unknown): void {
    failure ??= kafkaFailure(error, topics.join(', '))
    queue.ring()
  }
  const committer = kafkaCommitter(
    clock,
    left.signal,
    patienceMilliseconds,
    async (wanted) => await commit?.(wanted),
  )

  /** Nothing is fetched before it is known where the group goes on: kafkajs would begin anywhere. */
  async function begin(mine: Tenure): Promise<void> {
    try {
      const gaps = await ask(findPositions(mine, offsets, known))
      if (tenure !== mine || left.signal.aborted) return
      if (gaps.length > 0) return await onGaps(mine, gaps)
      mine.ready = true
      troubledSince = undefined
      consumer.resume(mine.assigned.map(({ topic, partitions }) => ({ topic, partitions: [...partitions] })))
      queue.ring()
    } catch (error) {
      if (tenure === mine) fail(error)
    }
  }
  function forget(): void {
    rejoining = true
    queue.clear()
  }
  /**
   * Where messages have gone, the group is put back (kafkajs has moved it by now), so that whoever reads next meets the same
   * gap. Where the log was begun anew, nothing is taken or settled any more, and the group begins with it.
   */
  async function onGaps(mine: Tenure, gaps: readonly Gap[]): Promise<void> {
    for (const { topic } of mine.assigned) consumer.pause([{ topic }])
    if (gaps.some(isAnew)) {
      mine.over.abort()
      tenure = undefined
      queue.clear()
    }
    const back = goingOn(mine, gaps)
    try {
      if (back.length > 0) {
        const flat = back.flatMap(({ topic, partitions }) => partitions.map((one) => ({ topic, ...one })))
        await ask(commit?.({ topics: back }) ?? consumer.commitOffsets(flat))
      }
    } finally {
      for (const gap of gaps.slice(0, 1)) fail(gapError(group, gap))
    }
  }
  async function goodbye(): Promise<void> {
    // While it joins, kafkajs would forget to leave.
    await joined?.catch(() => undefined)
    await Promise.all([consumer.disconnect(), offsets.close()])
  }
  async function leave(): Promise<void> {
    left.abort(new Error('the reader has left its group'))
    tenure?.over.abort()
    queue.clear()
    try {
      await within(clock, leaveMilliseconds, never, goodbye())
    } catch {
      // The coordinator will miss it after a session.
    } finally {
      client.cut()
    }
  }
  consumer.on(consumer.events.REBALANCING, forget)
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) fail(payload.error)
  })
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    queue.clear()
    for (const [place, { settled }] of tenure?.positions ?? [])
      if (settled !== undefined) known.set(place, settled)
    const mine = newTenure(payload.memberAssignment)
    tenure?.over.abort()
    tenure = mine
    rejoining = false
    consumer.pause(mine.assigned.map(({ topic, partitions }) => ({ topic, partitions: [...partitions] })))
    void begin(mine)
  })

  const handle = kafkaBatches({
    clock,
    consumer,
    offsets,
    heartbeatMilliseconds,
    queue,
    tenure: () => (rejoining || left.signal.aborted ? undefined : tenure),
    rejoining: forget,
    onGap: (mine, gap) => onGaps(mine, [gap]),
  })
  async function run(): Promise<void> {
    await Promise.all([consumer.connect(), offsets.connect()])
    await consumer.subscribe({ topics: [...topics], fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      async eachBatch(payload) {
        commit = (wanted) => payload.commitOffsetsIfNecessary(wanted)
        await handle(payload)
      },
    })
  }

  return {
    join() {
      joined = run()
      within(clock, joinMilliseconds, left.signal, joined).catch(fail)
    },
    take(ends) {
      const fetched = queue.take()
      const mine = tenure
      if (fetched === undefined || mine === undefined) return undefined
      const { position, messages, next } = upTo(ends, fetched)
      position.delivered = fetched.next
      const { topic, partition } = position
      return {
        topic,
        partition,
        messages,
        settle: () => committer.settle(position, next, () => tenure === mine),
        lost: mine.over.signal,
      }
    },
    get failure() {
      return failure
    },
    get hasLeft() {
      return left.signal.aborted
    },
    changed: () => queue.changed(),
    async ends() {
      const spans = await ask(offsets.spans(topics))
      return new Map(
        [...spans].flatMap(([place, { begins, ends }]) => (begins < ends ? [[place, ends]] : [])),
      )
    },
    async isPast(ends) {
      const mine = tenure
      if (mine === undefined || !mine.ready || rejoining) return false
      const others = [...ends].filter(([place]) => !mine.positions.has(place))
      for (const [place, { delivered }] of mine.positions)
        if (delivered < (ends.get(place) ?? 0)) return false
      if (others.length === 0) return true
      const settled = await ask(offsets.settled(topics))
      return tenure === mine && others.every(([place, end]) => (settled.get(place) ?? 0) >= end)
    },
    leave: () => (leaving ??= leave()),
  }
}
