import { DatabaseSync } from 'node:sqlite'

/** Changes the stored text of a feed's head behind the back of the store. */
export function changeHead(file: string, feed: string, change: (text: string) => string): void {
  const database = new DatabaseSync(file, { timeout: 10_000 })
  try {
    const row = database.prepare('SELECT body FROM head WHERE feed = ?').get(feed)
    if (row === undefined) throw new Error(`${file} has no head of ${feed}`)
    database.prepare('UPDATE head SET body = ? WHERE feed = ?').run(change(String(row['body'])), feed)
  } finally {
    database.close()
  }
}
