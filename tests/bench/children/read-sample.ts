import type { Decoder } from '../../../engine/decode/decoder.ts'
import { tables } from '../../../engine/plan/tables.ts'
import { allRows } from '../../../engine/select/all-rows.ts'
import type { Selector } from '../../../engine/select/selector.ts'
import { type Sample, samples } from '../samples.ts'

/** Decodes what comes in, one sample, and says how long it took and what the process held: `node read-sample.ts FORMAT`. */
const [format = ''] = process.argv.slice(2)
const sample: Sample | undefined = (samples as Readonly<Record<string, Sample>>)[format]
if (sample === undefined) throw new Error(`there is no sample of ${format}`)

const site = {
  position: () => undefined,
  report(error: Error): never {
    throw error
  },
}
type Maker = { readonly type: string; create(options: unknown, where: typeof site): unknown }
function made(table: object, [type, options]: readonly [string, unknown]): unknown {
  const maker = (Object.values(table) as readonly Maker[]).find((one) => one.type === type)
  if (maker === undefined) throw new Error(`there is no ${type}`)
  return maker.create(options, site)
}
const decoder = made(tables.decode, sample.decode) as Decoder
const selector = sample.select === undefined ? allRows : (made(tables.select, sample.select) as Selector)
const limits = {
  rows: 20_000_000,
  depth: 64,
  treeBytes: 1_000_000_000,
  inflatedBytes: 1_000_000_000,
  members: 1_000,
}

async function read(
  pieces: Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  let bytes = 0
  const body = async function* (): AsyncIterable<Uint8Array> {
    for await (const piece of pieces) {
      const sent = Buffer.from(piece)
      bytes += sent.byteLength
      yield sent
    }
  }
  const { signal } = new AbortController()
  const document = await decoder.decode({ request: 'main', origin: format, body: body() }, limits, signal)
  let found = 0
  for await (const batch of selector.select(document, signal)) found += batch.length
  return { rows: found, bytes }
}

// Code is compiled and loaded by a small file first: what it holds then is the engine's own.
await read(sample.pieces(1_000))
const before = process.resourceUsage().maxRSS
const began = performance.now()
const { rows, bytes } = await read(process.stdin)
const seconds = (performance.now() - began) / 1_000
const peak = (process.resourceUsage().maxRSS - before) / 1_024
console.log(JSON.stringify({ format, rows, seconds, megabytes: bytes / 1_000_000, peak }))
