import { pathToFileURL } from 'node:url'

/**
 * Run as a process of its own: prints the milliseconds that it takes to load the entry of a function, and those of its
 * first event where a feed is named.
 */
const [entry = '', feed] = process.argv.slice(2)
const began = performance.now()
const { handler } = (await import(pathToFileURL(entry).href)) as {
  readonly handler: (event: unknown, context: unknown) => Promise<{ readonly kind: string }>
}
const init = performance.now() - began
let first: number | undefined
if (feed !== undefined) {
  const { kind } = await handler({ feed }, { getRemainingTimeInMillis: () => 60_000 })
  if (kind !== 'published') throw new Error(`the first poll came to "${kind}"`)
  first = performance.now() - began - init
}
process.stdout.write(JSON.stringify({ init, first }))
