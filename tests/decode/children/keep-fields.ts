import { csv } from '../../../engine/decode/csv.ts'
import type { Decoder } from '../../../engine/decode/decoder.ts'
import { fixedWidth } from '../../../engine/decode/fixed-width.ts'
import { jsonLines } from '../../../engine/decode/json-lines.ts'
import { text } from '../../../engine/decode/text-lines.ts'
import type { Json } from '../../../engine/model/json.ts'
import { allRows } from '../../../engine/select/all-rows.ts'
import { lines } from '../../../engine/select/lines.ts'

/**
 * Decodes a hundred megabytes and keeps one field of every five hundred rows, which is more than one of every piece:
 * `node keep-fields.ts FORMAT`. Says what was read, and what the kept fields hold in memory, in megabytes.
 */
const [format = ''] = process.argv.slice(2)
const isText = format === 'text'
const rows = isText ? 350_000 : 700_000
const mark = format === 'csv-quoted' ? '"' : ''
const contest = (index: number): string => `County Commissioner, District ${index % 97}`

const line = (index: number): string => {
  const cells = [
    `Precinct ${index}`,
    contest(index),
    'Ada Lane and Bela Kiss, of the same party',
    'Election Day votes',
  ]
  if (format === 'json_lines') return `${JSON.stringify({ cells })}\n`
  if (format === 'fixed_width' || isText) return `${cells.map((cell) => cell.padEnd(45)).join('')}\n`
  return `${cells.map((cell) => mark + cell + mark).join('\t')}\n`
}

let bytes = 0
async function* body(): AsyncIterable<Uint8Array> {
  for (let from = 0; from < rows; from += 500) {
    const piece = Buffer.from(Array.from({ length: 500 }, (_, at) => line(from + at)).join(''))
    bytes += piece.byteLength
    yield piece
  }
}

const site = { position: () => undefined, report: () => undefined }
const columns = ['precinct', 'contest', 'name', 'mode']
const spans = Object.fromEntries(columns.map((name, at) => [name, { from: at * 45 + 1, length: 45 }]))
const decoders: Readonly<Record<string, () => Decoder>> = {
  json_lines: () => jsonLines.create({}, site),
  fixed_width: () => fixedWidth.create({ columns: spans, length: 180 }, site),
  text: () => text.create({}, site),
}
const ofTable = (): Decoder => csv.create({ delimiter: '\t', header: false, columns }, site)
const decoder = (decoders[format] ?? ofTable)()
const patterns = [{ row: 'line', matches: '^Precinct (?<precinct>\\d+) +(?<contest>County .{37})' }]
const selector = isText ? lines.create({ patterns }, site) : allRows
const limits = { rows: 1_000_000, depth: 9, treeBytes: 1_000_000, inflatedBytes: 1_000_000, members: 9 }

const heap = (): number => {
  if (globalThis.gc === undefined) throw new Error('it needs --expose-gc')
  globalThis.gc()
  return process.memoryUsage().heapUsed / 1_000_000
}

const kept: string[] = []
const before = heap()
const { signal } = new AbortController()
const document = await decoder.decode({ request: 'main', origin: format, body: body() }, limits, signal)
let count = 0
for await (const batch of selector.select(document, signal))
  for (const { value } of batch) if (++count % 500 === 0) kept.push(nameIn(value))
const read = { rows: count, read: bytes / 1_000_000 }
process.stdout.write(JSON.stringify({ ...read, kept: kept.length, megabytes: heap() - before }))

function nameIn(value: Json): string {
  const row = value as { readonly contest?: string; readonly cells?: readonly string[] }
  return row.contest ?? row.cells?.[1] ?? ''
}
