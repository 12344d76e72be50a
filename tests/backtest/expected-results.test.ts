import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectedResults } from '../../engine/backtest/expected-results.ts'
import { resultLines } from '../../engine/backtest/result-lines.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { county, result } from '../helpers/examined.ts'

const good = result({ unit: county('aitkin'), votes: [5, 6] })

/** What a file of these lines comes to. */
function read(text: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'expected-'))
  try {
    writeFileSync(join(folder, 'first.ndjson'), text)
    return expectedResults(folder, 'first.ndjson', { file: 'cases.yaml', line: 1, column: 1 })
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return `${error.code} line ${error.at?.line}: ${error.message}`
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('results are read as they were written, blank lines aside', () => {
  expect(read(`\n${resultLines([good])}\n`)).toEqual([{ key: good.key, record: good.record }])
})

test.each([
  ['{}', "it must have required property 'election'"],
  ['7', 'it must be object'],
  [
    resultLines([good]).replace('"total":5', '"total":"5"').trim(),
    'selections.0.votes.total must be integer',
  ],
])('%s is no result, and what is wrong with it is said with its line', (line, problem) => {
  const text = `${resultLines([good])}${line}\n`
  expect(read(text)).toBe(`CASE_RESULTS_INVALID line 2: This line is no result: ${problem}.`)
})

test('a line that is no JSON is no result either', () => {
  expect(read('{')).toMatch(/^CASE_RESULTS_INVALID line 1: This line is no result: .*JSON/)
})
