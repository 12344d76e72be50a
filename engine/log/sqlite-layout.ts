import type { DatabaseSync } from 'node:sqlite'
import type { SchemaStep } from '../flow/sqlite.ts'
import type { Message } from '../model/envelope.ts'
import { boundedMessages } from './bounded-messages.ts'
import { nothing, pack, putMessage } from './sqlite-batch.ts'

/** What one batch holds at most; a message that is larger stands alone. */
export const batchBounds = { bytes: 1_000_000, count: 500 }

/**
 * Messages that come together lie together: written and read as one, they take a tenth of the room. A batch is found by the
 * offset of its last message; a reader that has settled part of it finds it again.
 */
const batchTable = `
  CREATE TABLE batch (
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    published INTEGER,
    bytes INTEGER NOT NULL,
    codec TEXT NOT NULL,
    messages BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX batch_in_order ON batch (topic, partition, last);`

export const insertBatch = 'INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?)'

/** The tables of a log. */
export const logSchema: readonly SchemaStep[] = [
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
  (database) => {
    database.exec(batchTable)
    batchMessages(database)
    database.exec('DROP TABLE message')
  },
]

interface Old extends Message {
  readonly topic: string
  readonly partition: number
  readonly position: number
  readonly published: number | null
}

/** Those that lay each by itself, where they are. */
function batchMessages(database: DatabaseSync): void {
  const insert = database.prepare(insertBatch)
  const put = (some: readonly Old[]): void => {
    for (const batch of boundedMessages(some, batchBounds)) {
      const [{ topic, partition, position, published }] = batch as [Old]
      const out = nothing()
      const size = batch.reduce((sum, message) => sum + putMessage(out, message), 0)
      const { codec, bytes } = pack(out)
      insert.run(topic, partition, position, position + batch.length - 1, published, size, codec, bytes)
    }
  }
  let together: Old[] = []
  const all = database.prepare(
    `SELECT topic, partition, position, key, id, value, headers, published FROM message
     ORDER BY topic, partition, position`,
  )
  for (const row of all.iterate()) {
    const { headers } = row
    const message = { ...row, headers: JSON.parse(String(headers)) as Message['headers'] } as unknown as Old
    const [first] = together
    const isBeside =
      first?.topic === message.topic &&
      first.partition === message.partition &&
      first.published === message.published &&
      together.length < batchBounds.count
    if (!isBeside) {
      put(together)
      together = []
    }
    together.push(message)
  }
  put(together)
}
