import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { feedError } from '../errors/feed-error.ts'
import { openDatabase, transaction } from '../flow/sqlite.ts'
import type { Clock } from '../time/clock.ts'
import { systemClock } from '../time/system-clock.ts'
import type { Log, Reader } from './log.ts'
import { type Batch, batching } from './sqlite-batches.ts'
import { newBell } from './sqlite-bell.ts'
import { insertBatch, logSchema } from './sqlite-layout.ts'
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
  const batchesOf = batching(spread, { messageBytes: maxMessageBytes, groupBytes: maxTransactionBytes })
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
      // Nobody waits for the file while they are packed, and none is published where one is too large.
      for (const batches of batchesOf(messages)) {
        signal.throwIfAborted()
        transaction(database, () => append(topic, batches))
        bell.ring()
        // oxlint-disable-next-line no-await-in-loop -- in order
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
