import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * A polling function from nothing: loads the entry of a bundle and polls a feed twice, as Lambda would:
 * `node cold-poller.ts FOLDER FEED`. Milliseconds since the process began.
 */
const [folder = '', feed = ''] = process.argv.slice(2)
const started = performance.now()
interface Entry {
  readonly handler: (
    event: unknown,
    context: { getRemainingTimeInMillis(): number },
  ) => Promise<{ readonly kind: string }>
}
const { handler } = (await import(pathToFileURL(join(folder, 'poller.mjs')).href)) as Entry
const loaded = performance.now()
const poll = async (): Promise<number> => {
  const { kind } = await handler({ feed }, { getRemainingTimeInMillis: () => 60_000 })
  if (kind !== 'published' && kind !== 'unchanged') throw new Error(`the poll is ${kind}`)
  return performance.now()
}
const first = await poll()
const second = await poll()
console.log(
  JSON.stringify({ loading: loaded - started, first: first - loaded, second: second - first, whole: first }),
)
