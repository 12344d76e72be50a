import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { notCompiled } from '../../jsonata/interpreted.ts'
import { allOf, interpreted } from '../interpreted.ts'
import { describeReal } from '../real-files.ts'
import { type Account, accounts, type Reading } from './account.ts'
import { compared, uncovered } from './facts.ts'
import { type Came, formatsPage, pageNow, pagePath, rowOf, withoutSpeed } from './formats-page.ts'
import { filesOf, readSource } from './reading.ts'

/** Set by `npm run formats`: one file tries all sources and writes the page. */
const isWriting = process.env['CANVASS_FORMATS'] === 'write'

/** The library takes a minute for the few files that have more rows: `npm run fuzz` gives it that. */
const mostInterpreted = process.env['CANVASS_FUZZ'] === undefined ? 10_000 : Number.POSITIVE_INFINITY

/** Tries every so-manieth source: several files share them, so that as many cores do. */
export function trySources(which: number, of: number): void {
  const all = accounts()
  const mine = [...all.values()].filter((_, at) => (isWriting ? which === 0 : at % of === which))
  const came = new Map<string, readonly Came[]>()
  const tries = mine.flatMap((account) =>
    (account.readings ?? []).map((reading) => ({
      account,
      reading,
      name: `${account.source}: ${filesOf(reading).slice(0, 2).join(', ')}`,
    })),
  )
  describeReal(`Real sources, part ${which + 1} of ${of}`, () => {
    test.each(tries)('$name as $reading.feed', async ({ account, reading }) => {
      const one = await tried(account, reading)
      expect(one.facts).toBeGreaterThan(0)
      came.set(account.source, [...(came.get(account.source) ?? []), one])
    })

    test('docs/formats.md says what came of it', ({ skip }) => {
      const done = [...came.values()].flat().length
      if (done < tries.length) skip(`${done} of ${tries.length} files were read and right in this run`)
      if (isWriting && which === 0) writeFileSync(pagePath, formatsPage(all, came))
      const page = withoutSpeed(pageNow()).split('\n')
      const rows = mine.flatMap((account) =>
        account.readings === undefined ? [] : [withoutSpeed(rowOf(account, came.get(account.source) ?? []))],
      )
      expect(rows.filter((row) => !page.includes(row))).toEqual([])
    })
  })
}

async function tried(account: Account, reading: Reading): Promise<Came> {
  const read = await readSource(account, reading)
  const { judged, seconds } = read
  expect(judged.holds.map(({ code, reason }) => `${code} ${reason}`).toSorted()).toEqual(
    (reading.holds ?? []).map(({ code }) => expect.stringMatching(new RegExp(`^${code} `))),
  )
  const facts = await compared(account, reading, read)
  expect(facts.map(({ what, actual }) => ({ what, is: actual }))).toEqual(
    facts.map(({ what, expected }) => ({ what, is: expected })),
  )
  expect(uncovered(account, reading)).toEqual([])
  expect(notCompiled(read.plan)).toEqual([])
  const isFew = judged.rows <= mostInterpreted
  const byTheLibrary = isFew ? await interpreted(() => readSource(account, reading)) : read
  expect(allOf(read)).toEqual(allOf(byTheLibrary))
  return {
    feed: reading.feed,
    rows: judged.rows,
    results: judged.results.length,
    facts: facts.reduce((count, { leaves }) => count + leaves, 0),
    seconds,
  }
}
