import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { readCases } from '../engine/backtest/read-cases.ts'
import { type CaseRun, runCases } from '../engine/backtest/run-cases.ts'
import { renderText } from '../engine/errors/render.ts'
import { findFeeds, folderFiles } from '../engine/plan/feed-files.ts'
import { planOf } from './helpers/judged.ts'

/** The feeds of the project, and those of the night that it ships. */
const paths = ['feeds', 'feeds/rehearsal/feeds'].flatMap((root) => findFeeds(root, folderFiles))
const withCases = paths.filter((path) => readCases(posix.dirname(path)).length > 0)

test('there are feeds, and each of the project has cases', () => {
  expect(paths.length).toBeGreaterThan(0)
  const own = findFeeds('feeds', folderFiles)
  expect(own.filter((path) => !withCases.includes(path))).toEqual([])
})

test.each(paths)('%s compiles', (path) => {
  expect(planOf(path).parts.length).toBeGreaterThan(0)
})

test.each(withCases)('%s is judged as its cases expect', { timeout: 60_000 }, async (path) => {
  const folder = posix.dirname(path)
  const cases = readCases(folder)
  const runs: CaseRun[] = []
  for await (const run of runCases(planOf(path), folder, cases, new AbortController().signal)) runs.push(run)
  expect(runs.map(inShort)).toEqual(cases.map((one) => ({ case: one.case, problems: [] })))
})

function inShort(run: CaseRun): { readonly case: string; readonly problems: readonly string[] } {
  const problems =
    run.kind === 'failed'
      ? [renderText(run.error)]
      : run.differences.map(({ about, expected, got }) => `${about}: expected ${expected}, got ${got}`)
  return { case: run.case.case, problems }
}
