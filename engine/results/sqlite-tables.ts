import type { SQLOutputValue } from 'node:sqlite'
import type { FeedId, ResultKey } from '../model/ids.ts'
import type { ResultRecord } from '../model/result.ts'
import type { ListedResult, StoredResult, Sum } from './store.ts'

/**
 * `past` is every revision that was seen, `result` the ledger: which of them is current. `derived` are the sums. `above`
 * is the unit that contains this one, `moment` the time beside it in milliseconds since 1970, to compare by. Tables with
 * records in them have row ids: SQLite would else move whole records about whenever it inserts between two.
 */
export const schema = [
  `CREATE TABLE past (
     feed TEXT NOT NULL, key TEXT NOT NULL, revision INTEGER NOT NULL, above TEXT,
     capturedAt TEXT NOT NULL, moment INTEGER NOT NULL, record TEXT,
     PRIMARY KEY (feed, key, revision)
   ) STRICT;
   CREATE TABLE result (
     feed TEXT NOT NULL, key TEXT NOT NULL, contest TEXT NOT NULL, unit TEXT NOT NULL, above TEXT,
     revision INTEGER NOT NULL, live INTEGER NOT NULL,
     PRIMARY KEY (feed, key)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX result_within ON result (feed, contest, above) WHERE live;
   CREATE TABLE derived (
     feed TEXT NOT NULL, key TEXT NOT NULL, contest TEXT NOT NULL, unit TEXT NOT NULL, above TEXT,
     version INTEGER NOT NULL, revision INTEGER, capturedAt TEXT, parts INTEGER, record TEXT,
     PRIMARY KEY (feed, key)
   ) STRICT;
   CREATE INDEX derived_within ON derived (feed, contest, above, key);
   CREATE TABLE status (
     feed TEXT PRIMARY KEY, revision INTEGER NOT NULL, moment INTEGER NOT NULL, body TEXT NOT NULL
   ) STRICT;`,
]

type Columns = Readonly<Record<string, SQLOutputValue>>

const recordOf = (row: Columns): ResultRecord | null =>
  typeof row['record'] === 'string' ? (JSON.parse(row['record']) as ResultRecord) : null

/** A row of `past` as a result. */
export const storedOf = (row: Columns): StoredResult => ({
  feed: String(row['feed']) as FeedId,
  key: String(row['key']) as ResultKey,
  revision: Number(row['revision']),
  capturedAt: String(row['capturedAt']),
  record: recordOf(row),
})

/** Of a row whose record is there, and of no other. */
export function listedOf(row: Columns): ListedResult {
  const stored = storedOf(row) as StoredResult & { readonly record: ResultRecord }
  return row['parts'] === null
    ? { ...stored, derived: false }
    : { ...stored, derived: true, parts: Number(row['parts']) }
}

/** A row of `derived` as a sum. Null: it has no parts any more. */
export function sumOf(row: Columns): Sum | null {
  const record = recordOf(row)
  if (record === null) return null
  return {
    record,
    revision: Number(row['revision']),
    capturedAt: String(row['capturedAt']),
    parts: Number(row['parts']),
  }
}
