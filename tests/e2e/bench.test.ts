import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cutRows } from '../bench/data/cut-rows.ts'
import { precinctFile } from '../bench/data/precinct-file.ts'
import { countLineOf } from '../bench/mapping/by-hand.ts'
import { openDuck } from '../bench/peers/duckdb.ts'
import { linesOf } from '../bench/peers/engine.ts'
import { largePlan } from '../bench/poll/large-feed.ts'
import { madeFolder } from '../helpers/temporary-folder.ts'

const rows = 1_200

/** Cut into rows as a programmer in a hurry does it. */
function splitRows(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.split('\n')
  const columns = head.split('\t')
  const cellsOf = (line: string) => line.split('\t').map((cell, at) => [columns[at] as string, cell])
  return lines.filter((line) => line !== '').map((line) => Object.fromEntries(cellsOf(line)))
}

const bench = (...given: readonly string[]) =>
  spawnSync(process.execPath, ['tests/bench/bench.ts', ...given], { encoding: 'utf8' })

describe('what the bench compares does the same work', () => {
  const folder = madeFolder('bench')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [file, out] = [join(folder, 'precincts.txt'), join(folder, 'lines.json')]
  const text = precinctFile(rows)
  const byHand = splitRows(text.toString('utf8')).map(countLineOf)

  test('the engine makes the count lines that the script makes', async () => {
    writeFileSync(file, text)
    expect(cutRows(text.toString('utf8'))).toEqual(splitRows(text.toString('utf8')))
    expect(byHand).toHaveLength(rows)
    const lines = await Array.fromAsync(linesOf(largePlan('http://127.0.0.1:1/precincts.txt'), file))
    expect(lines.flat()).toEqual(byHand)
  })

  test('and so does DuckDB, where nothing is null', async () => {
    writeFileSync(file, text)
    using duck = await openDuck()
    await duck.intoLines(file, out)
    const lines = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line, (_, value: unknown) => value ?? undefined) as unknown)
    expect(lines).toEqual(byHand)
  })
})

test('the bench measures mappings, peers, polls and starts', { timeout: 120_000 }, () => {
  const { status, stdout, stderr } = bench('mapping', 'constructs', 'peers', 'poll', 'cold', '--smoke')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  for (const line of [
    /^ {2}15 fields with regex: engine \/ by hand +[\d.,]+x/m,
    /^ {2}engine, to count lines \/ by hand +[\d.,]+x/m,
    /^ {2}first: wall +[\d.,]+ ms/m,
    /^ {2}in full \/ floor +[\d.,]+x/m,
    /^ {2}feed --version +[\d.,]+ ms/m,
    /^ {2}bundle: the second poll +[\d.,]+ ms/m,
  ])
    expect(stdout).toMatch(line)
})

test('a group that does not exist is named, beside those that do', () => {
  const { status, stdout } = bench('mappings')
  expect(status).toBe(2)
  expect(stdout).toMatch(/^There is no group mappings\.\n/)
  expect(stdout).toContain('mapping, constructs, decode, peers, poll, cold, feeds, ports')
})
