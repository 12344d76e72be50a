import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { figuresOf, sorted } from '../../export/figures.ts'
import { type Document, readNist } from '../../export/nist-reader.ts'
import { type Exporting, election, sha256 } from './exporting.ts'

/** Every file is what the formats make of what stands, and the index says so. */
export async function expectRight(one: Exporting): Promise<void> {
  const { ports, folder } = one
  const { contests } = one.index()
  const wanted = (await one.standing()).filter(({ results }) => results.length > 0)
  expect(contests.map(({ id }) => id)).toEqual(wanted.map(({ contest }) => contest))
  for (const [at, contest] of wanted.entries())
    for (const format of ports.exports.formats) {
      const text = [...format.ofContest(contest)].join('')
      const listed = contests[at]?.files.find((found) => found.format === format.name)
      expect(listed).toMatchObject({ sha256: sha256(text), bytes: Buffer.byteLength(text) })
      expect(one.file(listed?.path ?? '')).toBe(text)
      expect(one.file(listed?.body ?? '')).toBe(text)
    }
  for (const { contest } of (await one.standing()).filter(({ results }) => results.length === 0))
    expect(existsSync(join(folder, `${election}/contests/${contest}.json`))).toBe(false)
  if (ports.exports.formats.every(({ name }) => name !== 'nist-json')) return
  const report = JSON.parse(one.file(`${election}/report.nist.json`)) as Document
  expect(sorted(readNist(report))).toEqual(sorted(figuresOf(wanted)))
}
