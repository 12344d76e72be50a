import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { canonicalJson } from '../flow/canonical-json.ts'
import { openDatabase, transaction } from '../flow/sqlite.ts'
import { momentOf } from '../time/moment.ts'
import type { Entry, Register, Write } from './register.ts'

/** What one transaction takes: longer ones would keep other processes waiting. */
const maxWrites = 500
const page = 500

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

/** The register's home on one machine: one SQLite file; several processes may share it. */
export function sqliteRegister(file: string): Register {
  const database = openDatabase(file, schema)
  const put = putter(database)
  const joined = `SELECT entry.guard, entry.told, past.* FROM entry CROSS JOIN past USING (partition, id)`
  const get = database.prepare(
    `SELECT entry.guard, entry.told, past.* FROM entry JOIN past USING (partition, id, version)
       WHERE partition = ? AND id = ?`,
  )
  const at = database.prepare(
    `${joined} WHERE partition = ? AND id = ? AND moment <= ? ORDER BY past.version DESC LIMIT 1`,
  )
  const history = database.prepare(`${joined} WHERE partition = ? AND id = ? ORDER BY past.version`)
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
    list: (partition, { group }, signal) => list(database, partition, group, signal),
    async at(partition, id, time, signal) {
      signal.throwIfAborted()
      const row = at.get(partition, id, momentOf(time))
      return row && entryOf(row)
    },
    async *history(partition, id, signal) {
      signal.throwIfAborted()
      for (const row of history.all(partition, id)) yield entryOf(row)
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close()
    },
  }
}

/** One write, inside a transaction. False: somebody else wrote since. */
function putter(database: DatabaseSync): (partition: string, write: Write) => boolean {
  const found = database.prepare(
    `SELECT entry.version, guard, told, body FROM entry JOIN past USING (partition, id, version)
       WHERE partition = ? AND id = ?`,
  )
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

/** Page by page, each going on behind the last id: nobody who writes has to wait for a slow reader. */
async function* list(
  database: DatabaseSync,
  partition: string,
  group: string | undefined,
  signal: AbortSignal,
): AsyncIterable<Entry> {
  const select = database.prepare(
    `SELECT entry.guard, entry.told, past.* FROM entry JOIN past USING (partition, id, version)
       WHERE partition = ? AND id > ? ${group === undefined ? '' : 'AND grouped = ?'} ORDER BY id LIMIT ${page}`,
  )
  let last = ''
  for (;;) {
    signal.throwIfAborted()
    const rows = select.all(partition, last, ...(group === undefined ? [] : [group]))
    for (const row of rows) yield entryOf(row)
    const end = rows.at(-1)
    if (end === undefined || rows.length < page) return
    last = String(end['id'])
  }
}

const entryOf = (row: Readonly<Record<string, SQLOutputValue>>): Entry => ({
  id: String(row['id']),
  version: Number(row['version']),
  guard: Number(row['guard']),
  at: String(row['at']),
  body: JSON.parse(String(row['body'])) as unknown,
  told: Number(row['told']),
})
