import type { DatabaseSync } from 'node:sqlite'
import { feedError, said } from '../errors/feed-error.ts'
import { transaction } from '../flow/sqlite.ts'
import type { Delivery, Reader, Received } from './log.ts'
import { unpack } from './sqlite-batch.ts'
import type { Bell } from './sqlite-bell.ts'
import { batchBounds } from './sqlite-layout.ts'

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
    `SELECT topic, partition, first, last, published, bytes, codec, messages FROM batch
     WHERE topic = ? AND partition = ? AND last >= ? AND last < ? ORDER BY last LIMIT ${batchBounds.count}`,
  )
  const settled = database.prepare(
    'SELECT next FROM settled WHERE reader = ? AND topic = ? AND partition = ?',
  )
  const last = database.prepare('SELECT max(last) AS last FROM batch WHERE topic = ? AND partition = ?')
  const published = database.prepare(
    'SELECT published FROM batch WHERE topic = ? AND partition = ? AND last >= ? ORDER BY last LIMIT 1',
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
    const end = drain ? Number(last.get(topic, partition)?.['last'] ?? -1) + 1 : Number.MAX_SAFE_INTEGER
    return { topic, partition, next, end }
  }

  /** What was published together comes together, and as much more as there is room for. */
  function batch({ topic, partition, next, end }: Place): readonly Received[] {
    const messages: Received[] = []
    let bytes = 0
    for (const row of select.iterate(topic, partition, next, end)) {
      bytes += Number(row['bytes'])
      const count = messages.length + Number(row['last']) - Number(row['first']) + 1
      if (messages.length > 0 && (bytes > batchBounds.bytes || count > batchBounds.count)) break
      for (const message of received(row, database)) if (message.offset >= next) messages.push(message)
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

/** Fails with LOG_DAMAGED: fewer messages than were written would be lost ones. */
function received(row: Record<string, unknown>, database: DatabaseSync): readonly Received[] {
  const [from, to] = [Number(row['first']), Number(row['last'])]
  const publishedAt = row['published'] === null ? {} : { publishedAt: Number(row['published']) }
  try {
    const messages = unpack(String(row['codec']), row['messages'] as Uint8Array)
    if (messages.length !== to - from + 1) throw new RangeError(`there are ${messages.length}`)
    return messages.map((message, at) => ({ ...message, offset: from + at, ...publishedAt }))
  } catch (error) {
    const file = database.location() ?? ''
    const place = { topic: String(row['topic']), partition: Number(row['partition']), from, to }
    throw feedError('LOG_DAMAGED', { file, ...place, why: said(error) }, { cause: error })
  }
}
