import { csv } from '../../../engine/decode/csv.ts'
import type { Decoder } from '../../../engine/decode/decoder.ts'
import { fixedWidth } from '../../../engine/decode/fixed-width.ts'
import { jsonLines } from '../../../engine/decode/json-lines.ts'
import type { Json } from '../../../engine/model/json.ts'

/**
 * Decodes a hundred megabytes and keeps one field of every five hundred rows, which is more than one of every piece:
 * `node keep-fields.ts FORMAT`. Says what the kept fields hold in memory, in megabytes.
 */
const [format = ''] = process.argv.slice(2)
const rows = 700_000
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
  if (format === 'fixed_width') return `${cells.map((cell) => cell.padEnd(45)).join('')}\n`
  return `${cells.map((cell) => mark + cell + mark).join('\t')}\n`
}

async function* body(): AsyncIterable<Uint8Array> {
  for (let from = 0; from < rows; from += 500)
    yield Buffer.from(Array.from({ length: 500 }, (_, at) => line(from + at)).join(''))
}

const site = { position: () => undefined, report: () => undefined }
const columns = ['precinct', 'contest', 'name', 'mode']
const spans = Object.fromEntries(columns.map((name, at) => [name, { from: at * 45 + 1, length: 45 }]))
const decoder: Decoder =
  format === 'json_lines'
    ? jsonLines.create({}, site)
    : format === 'fixed_width'
      ? fixedWidth.create({ columns: spans, length: 180 }, site)
      : csv.create({ delimiter: '\t', header: false, columns }, site)
const limits = { rows: 1_000_000, depth: 9, treeBytes: 1_000_000, inflatedBytes: 1_000_000, members: 9 }

const heap = (): number => {
  if (globalThis.gc === undefined) throw new Error('it needs --expose-gc')
  globalThis.gc()
  return process.memoryUsage().heapUsed / 1_000_000
}

const kept: string[] = []
const before = heap()
const document = await decoder.decode(
  { request: 'main', origin: format, body: body() },
  limits,
  new AbortController().signal,
)
let count = 0
if (document.shape === 'rows')
  for await (const batch of document.rows)
    for (const { value } of batch) if (++count % 500 === 0) kept.push(nameIn(value))
process.stdout.write(JSON.stringify({ rows: count, kept: kept.length, megabytes: heap() - before }))

function nameIn(value: Json): string {
  const { contest: text, cells } = value as { contest?: string; cells?: readonly string[] }
  return text ?? cells?.[1] ?? ''
}
