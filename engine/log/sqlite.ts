import { hash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { feedError } from '../errors/feed-error.ts'
import { openDatabase, transaction } from '../flow/sqlite.ts'
import type { Message } from '../model/envelope.ts'
import type { Clock } from '../time/clock.ts'
import { systemClock } from '../time/system-clock.ts'
import { boundedMessages, fittingBytes } from './bounded-messages.ts'
import type { Log, Reader } from './log.ts'
import { type Packed, pack } from './sqlite-batch.ts'
import { newBell } from './sqlite-bell.ts'
import { batchBounds, insertBatch, logSchema } from './sqlite-layout.ts'
import { sqliteReader } from './sqlite-reader.ts'

const maxMessageBytes = 1_000_000
/** What one transaction may take: longer ones would keep other processes waiting. */
const maxTransactionBytes = 8_000_000
/** Batches of a large poll are about as long. */
const pageBytes = 32_768

/**
 * The log's home on one machine: one file that several processes may publish to and read from. Members of one group
 * do not share its partitions out: each gets everything, and the furthest settled offset counts. `partitions` is
 * for a new file (8 if not said); that of an old one stays, and another number is LOG_PARTITIONS.
 */
export function sqliteLog(
  file: string,
  { partitions, clock = systemClock }: { readonly partitions?: number; readonly clock?: Clock } = {},
): { readonly log: Log; reader(group: string): Reader } {
  const database = openDatabase(file, logSchema, { pageBytes })
  const spread = partitionsOf(database, file, partitions)
  const bell = newBell(clock)
  const end = database.prepare(
    'SELECT coalesce(max(last) + 1, 0) AS next FROM batch WHERE topic = ? AND partition = ?',
  )
  const insert = database.prepare(insertBatch)

  function append(topic: string, batches: readonly Batch[]): void {
    const now = clock.now().getTime()
    for (const { partition, count, size, codec, bytes } of batches) {
      const first = Number(end.get(topic, partition)?.['next'])
      insert.run(topic, partition, first, first + count - 1, now, size, codec, bytes)
    }
  }

  const log: Log = {
    maxMessageBytes,
    async publish(topic, messages, signal) {
      const sizes = messages.map((message) => fittingBytes(message, maxMessageBytes))
      let from = 0
      for (const some of boundedMessages(messages, { bytes: maxTransactionBytes }, sizes)) {
        signal.throwIfAborted()
        // Nobody waits for the file while they are packed.
        const batches = batchesOf(some, sizes.slice(from, from + some.length), spread)
        transaction(database, () => append(topic, batches))
        from += some.length
        bell.ring()
        await setImmediate()
      }
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close()
    },
  }
  return {
    log,
    reader: (group) => sqliteReader(openDatabase(file, logSchema, { pageBytes }), group, spread, bell),
  }
}

interface Batch extends Packed {
  readonly partition: number
  readonly count: number
  readonly size: number
}

/** Of each partition its messages, in their order. */
function batchesOf(messages: readonly Message[], sizes: readonly number[], spread: number): Batch[] {
  const apart = new Map<number, { readonly messages: Message[]; readonly sizes: number[] }>()
  for (const [at, message] of messages.entries()) {
    const partition = partitionOf(message.key, spread)
    const own = apart.get(partition) ?? { messages: [], sizes: [] }
    apart.set(partition, own)
    own.messages.push(message)
    own.sizes.push(sizes[at] as number)
  }
  return [...apart].flatMap(([partition, own]) => {
    let from = 0
    return Array.from(boundedMessages(own.messages, batchBounds, own.sizes), (some) => {
      const size = own.sizes.slice(from, from + some.length).reduce((sum, one) => sum + one, 0)
      from += some.length
      return { partition, count: some.length, size, ...pack(some, size) }
    })
  })
}

/** Written once, with the file: where the messages of a key lie depends on it. */
function partitionsOf(database: DatabaseSync, file: string, asked: number | undefined): number {
  return transaction(database, () => {
    const found = database.prepare('SELECT partitions FROM layout').get()?.['partitions']
    if (found === undefined) {
      const partitions = asked ?? 8
      database.prepare('INSERT INTO layout VALUES (?)').run(partitions)
      return partitions
    }
    const has = Number(found)
    if (asked !== undefined && asked !== has) throw feedError('LOG_PARTITIONS', { file, has, asked })
    return has
  })
}

/** Of a key, always the same: that is what keeps its messages in order. */
const partitionOf = (key: string, partitions: number): number =>
  Number.parseInt(hash('sha256', key).slice(0, 8), 16) % partitions
