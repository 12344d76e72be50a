import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { decoderOf, sheetsOf } from './decode/workbook-samples.ts'
import { type WorkbookDescription, workbookBytes, workbookOf } from './helpers/workbook.ts'

const described = globSync('feeds/**/*.{xlsx,xls,xls5,xml}.yaml')

test('there are workbooks in fixtures', () => {
  expect(described.length).toBeGreaterThan(5)
})

test.each(described)('%s says what is in the workbook beside it', async (path) => {
  const { file, kind } = workbookOf(path)
  const decoder = decoderOf(kind, { cell_errors: 'text' })
  const written = workbookBytes(kind, parse(readFileSync(path, 'utf8')) as WorkbookDescription)
  expect(await sheetsOf(decoder, readFileSync(file))).toEqual(await sheetsOf(decoder, written))
})

/** A workbook that nobody can read is one that nobody has reviewed. */
test.each(globSync('feeds/**/*.xlsx'))('%s has its description beside it', (path) => {
  expect(described).toContain(`${path}.yaml`)
})
