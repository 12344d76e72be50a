import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { canonicalJson } from '../flow/canonical-json.ts'
import { openDatabase, transaction } from '../flow/sqlite.ts'
import { momentOf } from '../time/moment.ts'
import type { Entry, Register, Write } from './register.ts'

/** What one transaction takes: longer ones would keep other processes waiting. */
const maxWrites = 500
const page = 100

/** `entry` is what stands, `past` every version of it. `moment` is `at` in milliseconds since 1970, to compare by. */
const schema = [
  `CREATE TABLE past (
     partition TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,
     at TEXT NOT NULL, moment INTEGER NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (partition, id, version)
   ) STRICT;
   CREATE TABLE entry (
     partition TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, guard INTEGER NOT NULL,
     told INTEGER NOT NULL, grouped TEXT,
     PRIMARY KEY (partition, id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX entry_grouped ON entry (partition, grouped, id) WHERE grouped IS NOT NULL;`,
]

type Row = Readonly<Record<string, SQLOutputValue>>

/** The entry first, else one would be looked for in all of the past. */
const joinedFrom = (entry: string): string =>
  `SELECT entry.guard, entry.told, past.* FROM ${entry} CROSS JOIN past`
const standing = `${joinedFrom('entry')} USING (partition, id, version)`
/** By itself SQLite would look through all of the partition for those of a group. */
const grouped = `${joinedFrom('entry INDEXED BY entry_grouped')} USING (partition, id, version)`
const everyVersion = `${joinedFrom('entry')} USING (partition, id)`

/** The register's home on one machine: one SQLite file; several processes may share it. */
export function sqliteRegister(file: string): Register {
  const database = openDatabase(file, schema)
  const put = putter(database)
  const get = database.prepare(`${standing} WHERE partition = ? AND id = ?`)
  const at = database.prepare(
    `${everyVersion} WHERE partition = ? AND id = ? AND moment <= ? ORDER BY past.version DESC LIMIT 1`,
  )
  const history = database.prepare(
    `${everyVersion} WHERE partition = ? AND id = ? AND past.version > ? ORDER BY past.version LIMIT ${page}`,
  )
  const list = {
    // Ordered by the entry's own id, they come as the index has them: nothing is sorted for each page.
    all: database.prepare(
      `${standing} WHERE entry.partition = ? AND entry.id >= ? ORDER BY entry.id LIMIT ${page}`,
    ),
    grouped: database.prepare(
      `${grouped} WHERE entry.partition = ? AND grouped = ? AND entry.id >= ? ORDER BY entry.id LIMIT ${page}`,
    ),
  }
  const tell = database.prepare('UPDATE entry SET told = ?3 WHERE partition = ?1 AND id = ?2 AND told < ?3')
  return {
    async get(partition, id, signal) {
      signal.throwIfAborted()
      const row = get.get(partition, id)
      return row && entryOf(row)
    },
    async put(partition, writes, signal) {
      const refused: string[] = []
      for (let from = 0; from < writes.length; from += maxWrites) {
        signal.throwIfAborted()
        const some = writes.slice(from, from + maxWrites)
        transaction(database, () => {
          for (const write of some) if (!put(partition, write)) refused.push(write.id)
        })
        await setImmediate()
      }
      return refused
    },
    async tell(partition, told, signal) {
      signal.throwIfAborted()
      transaction(database, () => {
        for (const { id, version } of told) tell.run(partition, id, version)
      })
    },
    list(partition, { group }, signal) {
      const select = group === undefined ? list.all : list.grouped
      const asked = group === undefined ? [partition] : [partition, group]
      // An id with a zero behind it is the first that may follow it.
      return paged(
        (last) => select.all(...asked, last === undefined ? '' : `${String(last['id'])}\0`),
        signal,
      )
    },
    async at(partition, id, time, signal) {
      signal.throwIfAborted()
      const row = at.get(partition, id, momentOf(time))
      return row && entryOf(row)
    },
    history: (partition, id, signal) =>
      paged((last) => history.all(partition, id, Number(last?.['version'] ?? 0)), signal),
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close()
    },
  }
}

/** One write, inside a transaction. False: somebody else wrote since. */
function putter(database: DatabaseSync): (partition: string, write: Write) => boolean {
  const found = database.prepare(`${standing} WHERE partition = ? AND id = ?`)
  const keep = database.prepare('INSERT INTO past VALUES (?, ?, ?, ?, ?, ?)')
  const write = database.prepare('INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?, ?, ?)')
  return (partition, { id, from, at, body, group = null }) => {
    const row = found.get(partition, id)
    if (Number(row?.['guard'] ?? 0) !== from) return false
    const text = canonicalJson(body)
    const isSame = row?.['body'] === text
    const version = Number(row?.['version'] ?? 0) + (isSame ? 0 : 1)
    if (!isSame) keep.run(partition, id, version, at, momentOf(at), text)
    write.run(partition, id, version, from + 1, Number(row?.['told'] ?? 0), group)
    return true
  }
}

/** Page by page, each going on behind the last row: nobody who writes has to wait for a slow reader. */
async function* paged(
  read: (last: Row | undefined) => readonly Row[],
  signal: AbortSignal,
): AsyncIterable<Entry> {
  let last: Row | undefined
  do {
    signal.throwIfAborted()
    const rows = read(last)
    yield* rows.map(entryOf)
    last = rows.length < page ? undefined : rows.at(-1)
  } while (last !== undefined)
}

const entryOf = (row: Row): Entry => ({
  id: String(row['id']),
  version: Number(row['version']),
  guard: Number(row['guard']),
  at: String(row['at']),
  body: JSON.parse(String(row['body'])) as unknown,
  told: Number(row['told']),
})
