import { readdirSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'

/**
 * Run as a process of its own, with the folder of a bundle: calls the handler as Lambda does, for each feed that is named,
 * and prints what it answers and what was loaded for it. Without a feed it loads every file there is.
 */
const [folder = '', ...feeds] = process.argv.slice(2)
const loaded: string[] = []
registerHooks({
  load(url, context, next) {
    loaded.push(url)
    return next(url, context)
  },
})
interface Entry {
  readonly handler: (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<unknown>
}
const answers: unknown[] = []
if (feeds.length === 0) {
  for (const name of readdirSync(folder)) if (name.endsWith('.mjs')) await import(join(folder, name))
} else {
  const { handler } = (await import(join(folder, 'poller.mjs'))) as Entry
  for (const feed of feeds) {
    const answer = handler({ feed }, { getRemainingTimeInMillis: () => 60_000 })
    // oxlint-disable-next-line no-await-in-loop -- a function has one event at a time
    answers.push(await answer.catch((error: unknown) => ({ thrown: String(error) })))
  }
}
process.stdout.write(JSON.stringify({ answers, loaded }))
