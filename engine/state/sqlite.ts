import { openDatabase, transaction } from '../flow/sqlite.ts'
import type { Head } from '../model/head.ts'
import type { FeedId } from '../model/ids.ts'
import { bindingEnds, isStillTrue, millisecondsOf } from './condition.ts'
import { headText, readHead } from './head-text.ts'
import { type Acquire, emptyHead, type StateHome } from './home.ts'

const schema = [
  `CREATE TABLE head (feed TEXT PRIMARY KEY, version INTEGER NOT NULL, epoch INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE item (name TEXT PRIMARY KEY, feed TEXT NOT NULL, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX item_of_feed ON item (feed, name);`,
]

/** The state store's home on one machine: one SQLite file, durable before a call answers; several processes may share it. */
export function sqliteStateHome(file: string): StateHome {
  const database = openDatabase(file, schema)
  const selectHead = database.prepare('SELECT body FROM head WHERE feed = ?')
  const selectFeeds = database.prepare('SELECT feed FROM head ORDER BY feed')
  const upsertHead = database.prepare(
    `INSERT INTO head (feed, version, epoch, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (feed) DO UPDATE SET version = excluded.version, epoch = excluded.epoch, body = excluded.body`,
  )
  const insertItem = database.prepare(
    'INSERT INTO item (name, feed, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const selectItem = database.prepare('SELECT bytes FROM item WHERE name = ?')
  const selectNames = database.prepare('SELECT name FROM item WHERE feed = ? ORDER BY name')
  const deleteItem = database.prepare('DELETE FROM item WHERE name = ?')

  const read = (feed: FeedId): Head | undefined => {
    const row = selectHead.get(feed)
    return row === undefined ? undefined : readHead(feed, String(row['body']))
  }

  /** Read, decide and write as one: no other process comes between. */
  function atomically(feed: FeedId, decide: (head: Head | undefined) => Head | undefined): Head | undefined {
    return transaction(database, () => {
      const next = decide(read(feed))
      if (next !== undefined) upsertHead.run(feed, next.version, next.epoch, headText(next))
      return next
    })
  }

  /**
   * An item counts once a head lists it. The write of that head, which comes later into the same log of this file, makes all
   * before it durable with itself: to wait for the disk with every item would make a first poll wait dozens of times. One
   * that is deleted is listed no more; if that is lost with the power, it is swept again.
   */
  function beforeTheHead(write: () => unknown): void {
    database.exec('PRAGMA synchronous = NORMAL')
    try {
      transaction(database, write)
    } finally {
      database.exec('PRAGMA synchronous = FULL')
    }
  }

  return {
    head: async (feed) => read(feed),
    async *feeds() {
      for (const row of selectFeeds.all()) yield String(row['feed']) as FeedId
    },
    async acquire(feed, ask) {
      let before: Head = emptyHead
      const next = atomically(feed, (head) => {
        before = head ?? emptyHead
        return grant(before, ask)
      })
      return next === undefined ? { granted: false, head: before } : { granted: true, head: next }
    },
    update: async (feed, when, patch) =>
      atomically(feed, (head) => {
        const before = head ?? emptyHead
        return isStillTrue(before, when) ? { ...before, ...patch, version: before.version + 1 } : undefined
      }),
    async putItem({ name, bytes }) {
      beforeTheHead(() => insertItem.run(name, feedOf(name), bytes))
    },
    async getItem(name) {
      const bytes = selectItem.get(name)?.['bytes']
      return bytes instanceof Uint8Array ? bytes : undefined
    },
    async *itemNames(feed) {
      for (const row of selectNames.all(feed)) yield String(row['name'])
    },
    async deleteItem(name) {
      beforeTheHead(() => deleteItem.run(name))
    },
    async [Symbol.asyncDispose]() {
      database.close()
    },
  }
}

const feedOf = (name: string): string => name.split('/')[0] ?? ''

function grant(head: Head, ask: Acquire): Head | undefined {
  const { owner, earlier = [], build, until } = ask
  const free =
    head.lease === null || [owner, ...earlier].includes(head.lease.owner) || !isBinding(head.lease.until, ask)
  if (!free || head.ended === owner || head.build > build) return undefined
  return { ...head, version: head.version + 1, epoch: head.epoch + 1, build, lease: { owner, until } }
}

function isBinding(end: string, ask: Acquire): boolean {
  const { after, upTo } = bindingEnds(ask)
  return millisecondsOf(end) > after && millisecondsOf(end) <= upTo
}
