import { expect, test } from 'vitest'
import type { Result, ResultRecord } from '../../engine/model/result.ts'
import type { Judged } from '../../engine/poll/process-capture.ts'
import { judgedReal, type RealCaptureName } from './real-captures.ts'
import { type FactsOfFile, factsOf } from './real-files.ts'

/** How a fact reads from what the engine made of the files; may be a promise. The facts tell which contest is meant. */
export type Reading = (judged: Judged, facts: FactsOfFile) => unknown

/** One test for each fact of a file; a fact that the feed does not cover is a skipped test that says why. */
export function testFacts(
  capture: RealCaptureName | (() => Promise<Judged>),
  about: { readonly folder: string; readonly file: string },
  covers: Readonly<Record<string, Reading>>,
  leaves: Readonly<Record<string, string>> = {},
): void {
  const facts = factsOf(about.folder, about.file)
  for (const name of Object.keys(facts)) {
    const why = leaves[name]
    const said = why === undefined ? '' : ` is not covered: ${why}`
    test.skipIf(why !== undefined)(`${about.file}: ${name}${said}`, async () => {
      const read = covers[name]
      if (read === undefined) throw new Error(`nothing says how ${name} reads, or why it is left`)
      const judged = typeof capture === 'string' ? (await judgedReal(capture)).judged : await capture()
      expect(await read(judged, facts)).toEqual(facts[name])
    })
  }
}

/** A good file on a feed that was never polled: all of it is new, and nothing of it is doubted. */
export function testAllPublished(capture: RealCaptureName, expected: { readonly results: number }): void {
  test('rejects no row, holds nothing and publishes every result as added', async () => {
    const { judged } = await judgedReal(capture)
    expect(judged.holds).toEqual([])
    expect(judged.rejections).toEqual([])
    expect(judged.rejected).toBe(0)
    expect(judged.results).toHaveLength(expected.results)
    expect(judged.changes.map(({ key, kind }) => `${kind} ${key}`)).toEqual(
      judged.results.map(({ key }) => `added ${key}`),
    )
  })
}

export const recordsOf = ({ results }: Pick<Judged, 'results'>): readonly ResultRecord[] =>
  results.map(({ record }: Result) => record)

/** How many different values there are. */
export const different = (values: Iterable<unknown>): number => new Set(values).size

/** Total votes by the name of the selection, over all of these records. */
export function totalsOf(records: readonly ResultRecord[]): Readonly<Record<string, number>> {
  const totals: Record<string, number> = {}
  for (const { selections } of records) {
    for (const { name, votes } of selections) totals[name] = (totals[name] ?? 0) + votes.total
  }
  return totals
}
