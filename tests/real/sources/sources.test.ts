import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeReal, realFile } from '../real-files.ts'
import { accounts } from './account.ts'
import { compared, filesWithFacts, uncovered } from './facts.ts'
import { formatsPage, type Told, withoutSpeed } from './formats-page.ts'
import { filesOf, readSource } from './reading.ts'

const all = accounts()
/** What came of the readings of this run, by source. */
const came = new Map<string, Told['readings']>()
/** What tells of the files and is none of them. */
const about = ['expected.json', 'labels.json', 'index.json', 'SHA256SUMS', 'README.md']

describeReal('Real sources, one account each', () => {
  test('every source of the catalogue has its account', () => {
    const folders = readdirSync(realFile('.', '')).filter((name) =>
      statSync(realFile(name, '')).isDirectory(),
    )
    expect(folders.filter((name) => !all.has(name))).toEqual([])
    expect([...all.keys()].filter((name) => !folders.includes(name))).toEqual([])
  })

  test.each([...all.values()])('$source: every file is read, or it is said why not', (account) => {
    const files = filesBelow(account.source).filter((name) => !about.includes(name))
    const read = (account.readings ?? []).flatMap(filesOf)
    const covered = [...read, ...Object.keys(account.not_read ?? {})]
    const open = account.refused === undefined ? files.filter((name) => !covers(covered, name)) : []
    expect(open).toEqual([])
    expect(covered.filter((name) => !files.some((file) => covers([name], file)))).toEqual([])
  })

  test.each([...all.values()])('$source: every file with facts is compared', (account) => {
    const named = [
      ...(account.readings ?? []).map(({ facts_of: file }) => file),
      ...Object.keys(account.facts_by ?? {}),
    ]
    expect(filesWithFacts(account.source).filter((file) => !named.includes(file))).toEqual([])
  })

  const readings = [...all.values()].flatMap((account) =>
    (account.readings ?? []).map((reading) => ({
      account,
      reading,
      name: `${account.source}: ${filesOf(reading).slice(0, 2).join(', ')}`,
    })),
  )
  test.each(readings)('$name as $reading.feed', async ({ account, reading }) => {
    const read = await readSource(account, reading)
    expect(read.judged.holds.map(({ code, reason }) => `${code} ${reason}`).toSorted()).toEqual(
      (reading.holds ?? []).map(({ code }) => expect.stringMatching(new RegExp(`^${code} `))),
    )
    const facts = await compared(account, reading, read)
    expect(facts.length).toBeGreaterThan(0)
    expect(facts.map(({ what, actual }) => ({ what, is: actual }))).toEqual(
      facts.map(({ what, expected }) => ({ what, is: expected })),
    )
    expect(uncovered(account, reading)).toEqual([])
    const leaves = facts.reduce((count, one) => count + one.leaves, 0)
    const told = { feed: reading.feed, read, facts: leaves }
    came.set(account.source, [...(came.get(account.source) ?? []), told])
  })

  test('docs/formats.md says what came of it', ({ skip }) => {
    const done = [...came.values()].flat().length
    if (done < readings.length) skip(`${done} of ${readings.length} files were read and right in this run`)
    const page = formatsPage(
      [...all.values()].map((account) => ({ account, readings: came.get(account.source) ?? [] })),
    )
    if (process.env['CANVASS_FORMATS'] === 'write') writeFileSync('docs/formats.md', page)
    expect(withoutSpeed(readFileSync('docs/formats.md', 'utf8'))).toBe(withoutSpeed(page))
  })
})

function filesBelow(folder: string, below = ''): readonly string[] {
  return readdirSync(realFile(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    return entry.isDirectory() ? filesBelow(folder, name) : [name]
  })
}
/** A folder stands for all of its files. */
const covers = (names: readonly string[], file: string): boolean =>
  names.some((name) => file === name || file.startsWith(`${name}/`))
