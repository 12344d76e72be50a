import { statSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * A polling function from nothing: loads the entry of a bundle and polls a feed twice, as Lambda would:
 * `node cold-poller.ts FOLDER FEED`. Milliseconds since the process began. With `counting` at the end it also counts the
 * files that the first poll has loaded, which takes time.
 */
const [folder = '', feed = '', counting] = process.argv.slice(2)
const files = new Set<string>()
if (counting !== undefined) {
  const inFolder = pathToFileURL(folder).href
  registerHooks({
    load(url, context, next) {
      if (url.startsWith(inFolder)) files.add(url)
      return next(url, context)
    },
  })
}
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
const count = { files: files.size, bytes: [...files].reduce((sum, url) => sum + bytesOf(url), 0) }
const second = await poll()
const times = { loading: loaded - started, first: first - loaded, second: second - first, whole: first }
console.log(JSON.stringify(counting === undefined ? times : count))

function bytesOf(url: string): number {
  return statSync(fileURLToPath(url)).size
}
