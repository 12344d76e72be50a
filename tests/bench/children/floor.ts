import { gunzipSync, gzipSync } from 'node:zlib'
import { Ajv } from 'ajv'
import xxhash from 'xxhash-wasm'
import { countLine } from '../../../engine/map/line-schema.ts'
import { cutRows } from '../data/cut-rows.ts'
import { precinctFile } from '../data/precinct-file.ts'
import { type Cells, countLineOf } from '../mapping/by-hand.ts'
import { timed } from '../measure.ts'

/**
 * One stage of the floor of a full poll, alone in its process, over the whole file and as fast as it is known to go:
 * `node floor.ts ROWS STAGE`. Says its milliseconds, the best of some: what other stages leave to be collected would be
 * paid by those behind them.
 */
const rounds = 9
const rows = Number(process.argv[2])
const wanted = process.argv[3] ?? ''

const file = (): Buffer => precinctFile(rows)
const text = (): string => file().toString('utf8')
const cells = (): readonly Cells[] => cutRows(text())
const lines = () => cells().map(countLineOf)
const texts = (): readonly string[] => lines().map((one) => JSON.stringify(one))
const xx = await xxhash()
const hashOf = (one: string): bigint => xx.h64(one)

/** What each does, after what it needs was made. */
const stages: Readonly<Record<string, () => () => unknown>> = {
  gunzip: () => {
    const body = gzipSync(file())
    return () => gunzipSync(body)
  },
  'utf8 decode': () => {
    const bytes = file()
    return () => bytes.toString('utf8')
  },
  split: () => {
    const all = text()
    return () => cutRows(all)
  },
  map: () => {
    const all = cells()
    return () => all.map(countLineOf)
  },
  validate: () => {
    const all = lines()
    const isValid = new Ajv({ strict: false }).compile(countLine)
    return () => all.every((one) => isValid(one))
  },
  stringify: () => {
    const all = lines()
    return () => all.map((one) => JSON.stringify(one))
  },
  hash: () => {
    const all = texts()
    return () => all.map(hashOf)
  },
  'look up and compare': () => {
    const all = texts().map(hashOf)
    const known = new Map(all.map((hash, row) => [`P-${row}`, hash]))
    const keys = [...known.keys()]
    return () => keys.filter((key, row) => known.get(key) !== all[row]).length
  },
}

const work = stages[wanted]?.()
if (work === undefined) console.log(JSON.stringify(Object.keys(stages)))
else {
  let best = Number.POSITIVE_INFINITY
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (let round = 0; round < rounds; round++) best = Math.min(best, await timed(async () => work()))
  console.log(JSON.stringify(best))
}
