import { gunzipSync, gzipSync } from 'node:zlib'
import { Ajv } from 'ajv'
import xxhash from 'xxhash-wasm'
import { countLine } from '../../../engine/map/line-schema.ts'
import { precinctFile } from '../data/precinct-file.ts'
import { cutRows, splitRows } from '../data/split-rows.ts'
import { type Cells, countLineOf } from '../mapping/by-hand.ts'
import { timed } from '../measure.ts'

/**
 * The floor of a full poll: each stage alone, as fast as it is known to go, over the whole file: `node floor.ts ROWS`. Says
 * the milliseconds of each, the best of some.
 */
const rounds = 7
const rows = Number(process.argv[2])
const body = gzipSync(precinctFile(rows))
const xx = await xxhash()
const h64 = (text: string): bigint => xx.h64(text)
const validate = new Ajv({ strict: false }).compile(countLine)

const bytes = gunzipSync(body)
const text = bytes.toString('utf8')
const cells = cutRows(text) as readonly Cells[]
const lines = cells.map(countLineOf)
const texts = lines.map((one) => JSON.stringify(one))
const hashes = texts.map((one) => h64(one))
const known = new Map(hashes.map((hash, row) => [`P-${row}`, hash]))
const keys = [...known.keys()]

const stages: Readonly<Record<string, () => unknown>> = {
  gunzip: () => gunzipSync(body),
  'utf8 decode': () => bytes.toString('utf8'),
  split: () => cutRows(text),
  'split, twice': () => splitRows(text),
  map: () => cells.map(countLineOf),
  validate: () => lines.every((one) => validate(one)),
  stringify: () => lines.map((one) => JSON.stringify(one)),
  hash: () => texts.map((one) => h64(one)),
  'look up and compare': () => keys.filter((key, row) => known.get(key) !== hashes[row]).length,
}
const best: Record<string, number> = {}
for (let round = 0; round < rounds; round += 1) {
  for (const [name, work] of Object.entries(stages)) {
    // oxlint-disable-next-line no-await-in-loop -- none beside another
    const time = await timed(async () => work())
    best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, time)
  }
}
// Of two ways to do the same the better one counts.
best['split'] = Math.min(best['split'] ?? 0, best['split, twice'] ?? 0)
delete best['split, twice']
console.log(JSON.stringify(best))
