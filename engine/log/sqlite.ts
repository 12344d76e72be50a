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
import { newBell } from './sqlite-bell.ts'
import { sqliteReader } from './sqlite-reader.ts'

const maxMessageBytes = 1_000_000
/** What one transaction may take: longer ones would keep other processes waiting. */
const maxTransactionBytes = 8_000_000
/** A message is about two thousand bytes, and many come at one time. */
const pageBytes = 32_768
/** What a transaction writes: pages for which there is no room are written before its end, and some of them again. */
const cacheBytes = 12_000_000

const schema = [
  `CREATE TABLE layout (partitions INTEGER NOT NULL) STRICT;
   CREATE TABLE message (
     topic TEXT NOT NULL,
     partition INTEGER NOT NULL,
     position INTEGER NOT NULL,
     key TEXT NOT NULL,
     id TEXT NOT NULL,
     value TEXT NOT NULL,
     headers TEXT NOT NULL,
     bytes INTEGER NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX message_in_order ON message (topic, partition, position);
   CREATE TABLE settled (
     reader TEXT NOT NULL,
     topic TEXT NOT NULL,
     partition INTEGER NOT NULL,
     next INTEGER NOT NULL,
     PRIMARY KEY (reader, topic, partition)
   ) STRICT, WITHOUT ROWID;`,
  'ALTER TABLE message ADD COLUMN published INTEGER;',
]

/**
 * The log's home on one machine: one file that several processes may publish to and read from. Members of one group
 * do not share its partitions out: each gets everything, and the furthest settled offset counts. `partitions` is
 * for a new file (8 if not said); that of an old one stays, and another number is LOG_PARTITIONS.
 */
export function sqliteLog(
  file: string,
  { partitions, clock = systemClock }: { readonly partitions?: number; readonly clock?: Clock } = {},
): { readonly log: Log; reader(group: string): Reader } {
  const database = openDatabase(file, schema, { pageBytes, cacheBytes })
  const spread = partitionsOf(database, file, partitions)
  const bell = newBell(clock)
  const end = database.prepare(
    'SELECT coalesce(max(position) + 1, 0) AS next FROM message WHERE topic = ? AND partition = ?',
  )
  const insert = database.prepare('INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')

  function append(topic: string, messages: readonly Message[], sizes: readonly number[]): void {
    const ends = new Map<number, number>()
    const now = clock.now().getTime()
    let written: { readonly headers: Message['headers']; readonly text: string } | undefined
    for (const [at, { key, id, value, headers }] of messages.entries()) {
      const partition = partitionOf(key, spread)
      const position = ends.get(partition) ?? Number(end.get(topic, partition)?.['next'])
      const bytes = sizes[at] ?? 0
      // Messages that come together mostly have one and the same.
      if (written?.headers !== headers) written = { headers, text: JSON.stringify(headers) }
      insert.run(topic, partition, position, key, id, value, written.text, bytes, now)
      ends.set(partition, position + 1)
    }
  }

  const log: Log = {
    maxMessageBytes,
    async publish(topic, messages, signal) {
      const sizes = messages.map((message) => fittingBytes(message, maxMessageBytes))
      let from = 0
      for (const some of boundedMessages(messages, { bytes: maxTransactionBytes }, sizes)) {
        signal.throwIfAborted()
        const first = from
        transaction(database, () => append(topic, some, sizes.slice(first, first + some.length)))
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
    reader: (group) => sqliteReader(openDatabase(file, schema, { pageBytes }), group, spread, bell),
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

/** Of a key, always the same: that is what keeps its messages in order. */
const partitionOf = (key: string, partitions: number): number =>
  Number.parseInt(hash('sha256', key).slice(0, 8), 16) % partitions
