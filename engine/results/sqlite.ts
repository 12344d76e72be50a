import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { canonicalJson } from '../flow/canonical-json.ts'
import { openDatabase, transaction } from '../flow/sqlite.ts'
import type { Envelope, FeedStatus } from '../model/envelope.ts'
import { contestAndUnit, type FeedId } from '../model/ids.ts'
import { momentOf } from '../time/moment.ts'
import { listResults } from './sqlite-list.ts'
import { schema, storedOf, sumOf } from './sqlite-tables.ts'
import type { Applied, Part, ResultStore, SumToWrite } from './store.ts'
import { unitAbove } from './unit-above.ts'

/** What one transaction takes: longer ones would keep other processes waiting. */
const maxWrites = 500

/** The results store's home on one machine: one SQLite file; several processes may share it. */
export function sqliteResults(file: string): ResultStore {
  const database = openDatabase(file, schema)
  const apply = applier(database)
  const derive = deriver(database)
  // By itself SQLite would look for parts through the primary key: through every result of the feed.
  const select = {
    result: database.prepare(
      'SELECT past.* FROM result JOIN past USING (feed, key, revision) WHERE feed = ? AND key = ?',
    ),
    at: database.prepare(
      'SELECT * FROM past WHERE feed = ? AND key = ? AND moment <= ? ORDER BY revision DESC LIMIT 1',
    ),
    past: database.prepare('SELECT * FROM past WHERE feed = ? AND key = ? ORDER BY revision'),
    derived: database.prepare('SELECT * FROM derived WHERE feed = ? AND key = ?'),
    parts: database.prepare(
      `SELECT feed, key, revision, past.capturedAt, past.record
         FROM result INDEXED BY result_within CROSS JOIN past USING (feed, key, revision)
         WHERE feed = ?1 AND contest = ?2 AND result.above = ?3 AND live
       UNION ALL
       SELECT feed, key, revision, capturedAt, record FROM derived AS sum INDEXED BY derived_within
         WHERE feed = ?1 AND contest = ?2 AND above = ?3 AND record IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM result WHERE feed = sum.feed AND key = sum.key AND live)
       ORDER BY key`,
    ),
    reached: database.prepare(
      'SELECT ifnull(max(revision), 0) AS revision, ifnull(sum(live), 0) AS results FROM result WHERE feed = ?',
    ),
    status: database.prepare('SELECT body FROM status WHERE feed = ?'),
    statuses: database.prepare('SELECT body FROM status ORDER BY feed'),
  }
  const keepStatus = database.prepare(
    `INSERT INTO status VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET revision = excluded.revision, moment = excluded.moment, body = excluded.body
     WHERE (excluded.revision, excluded.moment) >= (status.revision, status.moment)`,
  )

  return {
    async apply(envelopes, signal) {
      return inTransactions(database, envelopes, apply, signal)
    },
    async get(feed, key, signal) {
      signal.throwIfAborted()
      const row = select.result.get(feed, key)
      return row && storedOf(row)
    },
    async at(feed, key, time, signal) {
      signal.throwIfAborted()
      const row = select.at.get(feed, key, momentOf(time))
      return row && storedOf(row)
    },
    async *history(feed, key, signal) {
      signal.throwIfAborted()
      for (const row of select.past.all(feed, key)) yield storedOf(row)
    },
    async parts(feed, contest, within, signal) {
      signal.throwIfAborted()
      return select.parts.all(feed, contest, within).map((row) => storedOf(row) as Part)
    },
    async derived(feed, key, signal) {
      signal.throwIfAborted()
      const row = select.derived.get(feed, key)
      return row === undefined
        ? { version: 0, sum: null }
        : { version: Number(row['version']), sum: sumOf(row) }
    },
    async derive(feed, sums, signal) {
      const written = await inTransactions(database, sums, (sum) => derive(feed, sum), signal)
      return sums.filter((_, at) => written[at] === false).map(({ key }) => key)
    },
    list: (filter, signal) => listResults(database, filter, signal),
    async reached(feed, signal) {
      signal.throwIfAborted()
      const row = select.reached.get(feed)
      return { revision: Number(row?.['revision']), results: Number(row?.['results']) }
    },
    async saveStatus(status, signal) {
      signal.throwIfAborted()
      const { feed, revision, saidAt } = status
      transaction(database, () => keepStatus.run(feed, revision, momentOf(saidAt), canonicalJson(status)))
    },
    async status(feed, signal) {
      signal.throwIfAborted()
      const row = select.status.get(feed)
      return row && (JSON.parse(String(row['body'])) as FeedStatus)
    },
    async statuses(signal) {
      signal.throwIfAborted()
      return select.statuses.all().map(({ body }) => JSON.parse(String(body)) as FeedStatus)
    },
    async [Symbol.asyncDispose]() {
      if (database.isOpen) database.close()
    },
  }
}

/** One envelope, inside a transaction. */
function applier(database: DatabaseSync): (envelope: Envelope) => Applied {
  const ledger = database.prepare('SELECT revision FROM result WHERE feed = ? AND key = ?')
  const write = database.prepare('INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?, ?)')
  const keep = database.prepare('INSERT INTO past VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
  const above = database.prepare(
    `SELECT above FROM past WHERE feed = ?1 AND key = ?2 AND above IS NOT NULL
     UNION SELECT above FROM derived WHERE feed = ?1 AND key = ?2 AND above IS NOT NULL ORDER BY above`,
  )
  return ({ feed, key, revision, capturedAt, record, feedUnit }) => {
    const found = ledger.get(feed, key)?.['revision']
    const held = found === undefined ? null : Number(found)
    const { contest, unit } = contestAndUnit(key)
    const within = (record && unitAbove(record.unit, feedUnit)) ?? null
    const body = record && canonicalJson(record)
    keep.run(feed, key, revision, within, capturedAt, momentOf(capturedAt), body)
    if (held === null || revision > held) {
      write.run(feed, key, contest, unit, within, revision, Number(record !== null))
    }
    const kind = held === null || revision > held ? 'applied' : revision === held ? 'same' : 'older'
    return { kind, held, above: above.all(feed, key).map((row) => String(row['above'])) }
  }
}

/** One sum, inside a transaction. False: somebody has written it since. */
function deriver(database: DatabaseSync): (feed: FeedId, sum: SumToWrite) => boolean {
  const version = database.prepare('SELECT version FROM derived WHERE feed = ? AND key = ?')
  const write = database.prepare('INSERT OR REPLACE INTO derived VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  return (feed, { key, from, sum }) => {
    const found = Number(version.get(feed, key)?.['version'] ?? 0)
    if (found !== from) return false
    const { contest, unit } = contestAndUnit(key)
    const { record = null, revision = null, capturedAt = null, parts = null } = sum ?? {}
    const above = record?.unit.within ?? null
    const body = record && canonicalJson(record)
    write.run(feed, key, contest, unit, above, from + 1, revision, capturedAt, parts, body)
    return true
  }
}

async function inTransactions<Item, Answer>(
  database: DatabaseSync,
  items: readonly Item[],
  one: (item: Item) => Answer,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (let from = 0; from < items.length; from += maxWrites) {
    signal.throwIfAborted()
    const some = items.slice(from, from + maxWrites)
    answers.push(...transaction(database, () => some.map(one)))
    await setImmediate()
  }
  return answers
}
