import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { precinctFile } from '../data/precinct-file.ts'
import { scripted } from '../peers/by-hand.ts'
import { type Duck, openDuck } from '../peers/duckdb.ts'
import { decodedAndMapped } from '../peers/engine.ts'
import { largePlan } from '../poll/large-feed.ts'
import { type Contender, interleaved } from '../rounds.ts'

/** Decodes and maps the reference file in every way, in turns: `node peers.ts ROWS ROUNDS`. One line of JSON. */
const [rows, rounds] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'canvass-bench-'))
const file = join(folder, 'precincts.txt')
const out = join(folder, 'lines.json')
writeFileSync(file, precinctFile(rows ?? 0))
const plan = largePlan('http://127.0.0.1:1/precincts.txt')
const duck: Duck | Error = await openDuck().catch((error: unknown) => error as Error)

const contenders: Record<string, Contender> = {
  'by hand, to JSON': () => scripted(file),
  'engine, to count lines': () => decodedAndMapped(plan, file, false),
  'engine, to JSON': () => decodedAndMapped(plan, file, true),
}
if (!(duck instanceof Error)) {
  contenders['DuckDB, to a table'] = () => duck.intoTable(file)
  contenders['DuckDB, to JSON'] = () => duck.intoLines(file, out)
}
try {
  const times = await interleaved(contenders, { rounds: rounds ?? 1, milliseconds: 90_000 })
  const duckdb = duck instanceof Error ? { missing: duck.message } : { version: duck.version }
  console.log(JSON.stringify({ times, duckdb }))
} finally {
  if (!(duck instanceof Error)) duck[Symbol.dispose]()
  rmSync(folder, { recursive: true })
}
