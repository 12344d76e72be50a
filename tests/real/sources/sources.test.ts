import { readdirSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeReal, realFile } from '../real-files.ts'
import { accounts } from './account.ts'
import { filesWithFacts } from './facts.ts'
import { headline, pageNow } from './formats-page.ts'
import { filesOf } from './reading.ts'

const all = accounts()
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

  test('docs/formats.md lists every source, and its headline says what stands in the table', () => {
    const page = pageNow()
    const listed = page.split('\n').filter((line) => /^\| \w+-/.test(line))
    const read = [...all.values()].filter(({ readings }) => readings !== undefined)
    expect(listed.map((line) => line.split(' ')[1])).toEqual(read.map(({ source }) => source))
    expect(page).toContain(`\n${headline(all, listed)}\n`)
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
