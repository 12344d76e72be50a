import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { disagreements } from '../decode/csv-oracle-files.ts'
import { describeReal, realFile } from './real-files.ts'

describeReal('Delimited files that offices published', () => {
  test('have the records that csv-parse finds, and the same trouble', { timeout: 600_000 }, async () => {
    const files = globSync(realFile('**', '*.{csv,tsv,txt,CSV,TSV,TXT}')).toSorted()
    expect(files.length).toBeGreaterThan(100)
    const bodies = files.values().map((file) => [file, readFileSync(file)] as const)
    expect(await disagreements(bodies)).toEqual([])
  })
})
