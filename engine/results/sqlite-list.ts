import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { listedOf } from './sqlite-tables.ts'
import type { ListedResult, ResultFilter } from './store.ts'

const page = 500

/** Page by page, each going on behind the last key: nobody who writes has to wait for a slow reader. */
export async function* listResults(
  database: DatabaseSync,
  filter: ResultFilter,
  signal: AbortSignal,
): AsyncIterable<ListedResult> {
  const { clause, values } = conditionOf(filter)
  const select = database.prepare(
    `SELECT feed, key, revision, capturedAt, record, 0 AS computed, NULL AS parts
       FROM result JOIN past USING (feed, key, revision)
       WHERE live ${clause} AND (feed, key, 0) > (?, ?, ?)
     UNION ALL
     SELECT feed, key, revision, capturedAt, record, 1 AS computed, parts FROM derived
       WHERE record IS NOT NULL ${clause} AND (feed, key, 1) > (?, ?, ?)
     ORDER BY feed, key, computed LIMIT ${page}`,
  )
  let last: readonly SQLInputValue[] = ['', '', 0]
  for (;;) {
    signal.throwIfAborted()
    const rows = select.all(...values, ...last, ...values, ...last)
    for (const row of rows) yield listedOf(row)
    const end = rows.at(-1)
    if (end === undefined || rows.length < page) return
    last = [String(end['feed']), String(end['key']), Number(end['computed'])]
  }
}

function conditionOf(filter: ResultFilter): {
  readonly clause: string
  readonly values: readonly string[]
} {
  const clauses: string[] = []
  const values: string[] = []
  for (const word of ['feed', 'contest', 'unit'] as const) {
    const value = filter[word]
    if (value === undefined) continue
    clauses.push(`AND ${word} = ?`)
    values.push(value)
  }
  return { clause: clauses.join(' '), values }
}
