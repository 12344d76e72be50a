import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { resultKey } from '../../engine/model/ids.ts'
import { sqliteResults } from '../../engine/results/sqlite.ts'
import type { Sum } from '../../engine/results/store.ts'
import { killAtRandom, seeded, startChild } from './child.ts'
import { contest, feed, state, wake } from './results-samples.ts'

const consumer = new URL('children/results-consumer.ts', import.meta.url)
const { signal } = new AbortController()

let directory: string
let file: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'canvass-results-'))
  file = join(directory, 'results.sqlite')
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

/** What the county and the state add up to. */
async function sums(): Promise<readonly (Sum | null)[]> {
  await using results = sqliteResults(file)
  const read = [wake, state].map((unit) => results.derived(feed, resultKey(contest, unit), signal))
  return (await Promise.all(read)).map(({ sum }) => sum)
}
const votesOf = (sum: Sum | null | undefined): number | undefined => sum?.record.selections[0]?.votes.total

test('processes that tally parts of one unit at the same time lose none of them', async () => {
  const children = ['a', 'b', 'c'].map((name) => startChild(consumer, file, name, 1, 60))
  const ends = await Promise.all(children.map((child) => child.ended))
  expect(ends).toEqual(children.map(() => ({ code: 0, complaint: '' })))
  const [county, whole] = await sums()
  expect([votesOf(county), county?.parts, county?.revision]).toEqual([3 * 60 * 6, 9, 60])
  expect([votesOf(whole), whole?.parts]).toEqual([3 * 60 * 6, 1])
}, 60_000)

test('a consumer that is killed anywhere makes all of it right when the same messages come again', async () => {
  const random = seeded(7)
  let revision = 1
  for (let life = 0; life < 8; life++) {
    // oxlint-disable-next-line no-await-in-loop -- one life after the other
    const said = await killAtRandom(startChild(consumer, file, 'a', revision, 100_000), random)
    revision = Number(said.at(-1) ?? revision)
    // What it was about to do comes again, like a batch that was never settled.
    // oxlint-disable-next-line no-await-in-loop -- one life after the other
    await startChild(consumer, file, 'a', revision, revision + 1).ended
    revision += 1
    // oxlint-disable-next-line no-await-in-loop -- one life after the other
    const both = await sums()
    expect(both.map(votesOf)).toEqual([6 * revision, 6 * revision])
  }
}, 60_000)
