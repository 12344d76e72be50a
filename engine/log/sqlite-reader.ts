import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../flow/sqlite.ts'
import type { Message } from '../model/envelope.ts'
import type { Delivery, Reader, Received } from './log.ts'
import type { Bell } from './sqlite-bell.ts'

const maxBatchMessages = 500
const maxBatchBytes = 1_000_000

/** One partition of one topic as a read goes through it. */
interface Place {
  readonly topic: string
  readonly partition: number
  next: number
  readonly end: number
}

/** Owns its connection, so that log and readers may be closed in any order. */
export function sqliteReader(database: DatabaseSync, group: string, partitions: number, bell: Bell): Reader {
  const select = database.prepare(
    `SELECT position, key, id, value, headers, bytes, published FROM message
     WHERE topic = ? AND partition = ? AND position >= ? AND position < ? ORDER BY position LIMIT ${maxBatchMessages}`,
  )
  const settled = database.prepare(
    'SELECT next FROM settled WHERE reader = ? AND topic = ? AND partition = ?',
  )
  const last = database.prepare(
    'SELECT max(position) AS position FROM message WHERE topic = ? AND partition = ?',
  )
  const published = database.prepare(
    `SELECT published FROM message WHERE topic = ? AND partition = ? AND position >= ? ORDER BY position LIMIT 1`,
  )
  const settle = database.prepare(
    `INSERT INTO settled VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET next = excluded.next WHERE excluded.next > next`,
  )
  const version = database.prepare('PRAGMA data_version')
  /** Differs once any other connection has written. */
  const seen = (): unknown => version.get()?.['data_version']

  function place(topic: string, partition: number, drain: boolean): Place {
    const next = Number(settled.get(group, topic, partition)?.['next'] ?? 0)
    const end = drain ? Number(last.get(topic, partition)?.['position'] ?? -1) + 1 : Number.MAX_SAFE_INTEGER
    return { topic, partition, next, end }
  }

  function batch({ topic, partition, next, end }: Place): readonly Received[] {
    const messages: Received[] = []
    let bytes = 0
    for (const row of select.iterate(topic, partition, next, end)) {
      bytes += Number(row['bytes'])
      if (messages.length > 0 && bytes > maxBatchBytes) break
      messages.push(received(row))
    }
    return messages
  }

  function delivery({ topic, partition }: Place, messages: readonly Received[], next: number): Delivery {
    return {
      topic,
      partition,
      messages,
      async settle() {
        transaction(database, () => settle.run(group, topic, partition, next))
      },
    }
  }

  async function* deliveries(
    places: readonly Place[],
    drain: boolean,
    signal: AbortSignal,
  ): AsyncIterable<Delivery> {
    while (database.isOpen) {
      const before = seen()
      let idle = true
      for (const at of places) {
        signal.throwIfAborted()
        const messages = database.isOpen ? batch(at) : []
        const final = messages.at(-1)
        if (final === undefined) continue
        idle = false
        at.next = final.offset + 1
        yield delivery(at, messages, at.next)
      }
      if (!idle) continue
      if (drain) return
      while (database.isOpen && seen() === before) await bell.wait(signal)
    }
  }

  const all = Array.from({ length: partitions }, (_, partition) => partition)
  return {
    read(topics, { drain, signal }) {
      const places = [...new Set(topics)].flatMap((topic) =>
        all.map((partition) => place(topic, partition, drain)),
      )
      return deliveries(places, drain, signal)
    },
    async progress(topics, signal) {
      signal.throwIfAborted()
      const places = topics.flatMap((topic) => all.map((partition) => place(topic, partition, true)))
      return places.map(({ topic, partition, next, end }) => {
        const since = next < end ? published.get(topic, partition, next)?.['published'] : undefined
        return { topic, partition, settled: next, end, ...(since == null ? {} : { since: Number(since) }) }
      })
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close()
      bell.ring()
    },
  }
}

function received(row: Record<string, unknown>): Received {
  return {
    key: String(row['key']),
    id: String(row['id']),
    value: String(row['value']),
    headers: JSON.parse(String(row['headers'])) as Message['headers'],
    offset: Number(row['position']),
    ...(row['published'] === null ? {} : { publishedAt: Number(row['published']) }),
  }
}
