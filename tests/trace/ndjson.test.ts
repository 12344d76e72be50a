import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ndjsonTrace } from '../../engine/trace/ndjson.ts'
import { rowRejected } from '../conformance/trace.ts'

let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-trace-'))
  file = join(directory, 'trace.ndjson')
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

async function tell(...at: readonly number[]): Promise<void> {
  const sink = ndjsonTrace(file)
  for (const one of at) sink.emit(rowRejected(one))
  await sink.flush()
}
const lines = (): readonly string[] => readFileSync(file, 'utf8').split('\n')
const line = (at: number): string => JSON.stringify(rowRejected(at))

test('writes one event per line, and goes on at the end of the file', async () => {
  await tell(1, 2)
  await tell(3)
  expect(lines()).toEqual([line(1), line(2), line(3), ''])
})

test('begins a new line after one that was cut off', async () => {
  writeFileSync(file, `${line(1)}\n{"event":"row.rej`)
  await tell(2)
  expect(lines()).toEqual([line(1), '{"event":"row.rej', line(2), ''])
})

test('makes no file before there is something to tell', async () => {
  await tell()
  expect(() => lines()).toThrow('ENOENT')
})
