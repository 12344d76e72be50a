import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { decoderOf, sheetsOf } from './decode/workbook-samples.ts'
import { blocksOf } from './docs/blocks.ts'
import { temporaryFolder } from './helpers/temporary-folder.ts'
import { workbookBytes, workbookOf } from './helpers/workbook.ts'
import { describedBy } from './helpers/workbook-description.ts'

const described = globSync('feeds/**/*.{xlsx,xls,xls5,xml}.yaml')

test('there are workbooks in fixtures', () => {
  expect(described.length).toBeGreaterThan(5)
})

test.each(described)('%s says what is in the workbook beside it', async (path) => {
  const { file, kind } = workbookOf(path)
  const decoder = decoderOf(kind, { cell_errors: 'text' })
  const written = workbookBytes(kind, describedBy(parse(readFileSync(path, 'utf8'))))
  expect(await sheetsOf(decoder, readFileSync(file))).toEqual(await sheetsOf(decoder, written))
})

/** A workbook that nobody can read is one that nobody has reviewed. */
test.each(globSync('feeds/**/*.xlsx'))('%s has its description beside it', (path) => {
  expect(described).toContain(`${path}.yaml`)
})

describe('npm run workbook', () => {
  const script = (...files: readonly string[]) =>
    spawnSync(process.execPath, ['tests/helpers/write-workbook.ts', ...files], { encoding: 'utf8' })
  const example = blocksOf('feeds/README.md').find(({ title }) => title === 'results.xlsx.yaml')?.text ?? ''

  test('writes the workbook that feeds/README.md describes, beside its description', async () => {
    const folder = temporaryFolder('workbook')
    const file = join(folder, 'results.xlsx')
    writeFileSync(`${file}.yaml`, example)
    expect(script(`${file}.yaml`)).toMatchObject({ stdout: `${file}\n`, stderr: '', status: 0 })
    const sheets = await sheetsOf(decoderOf('xlsx', { cell_errors: 'text' }), readFileSync(file))
    expect(sheets).toMatchObject([
      {
        name: 'Precincts',
        merged: [{ top: 0, left: 1, bottom: 0, right: 2 }],
        rows: [
          { cells: ['', 'Governor'] },
          { cells: ['Precinct', 'Ada Lane', 'Ben Ott', 'Share'] },
          { cells: ['Dockside', '360', '212', '62.9%'] },
          { cells: ['East Ward', '', '*', '#DIV/0!'] },
          { cells: ['Total', '360', '212'], hidden: true },
        ],
      },
    ])
  })

  test.each([
    ['results.xlsx.yaml', 'sheets:\n  - name: A\n    row: []\n', /results\.xlsx\.yaml: at \/sheets\/0/],
    ['results.yaml', example, /should end in \.xlsx\.yaml/],
    ['results.xls.yaml', undefined, /no such file/],
  ])('says of %s what is wrong', (name, text, said) => {
    const folder = temporaryFolder('workbook')
    const path = join(folder, name)
    if (text !== undefined) writeFileSync(path, text)
    const { status, stderr } = script(path)
    expect(status).toBe(2)
    expect(stderr).toMatch(said)
    expect(stderr.split('\n')).toHaveLength(2)
  })

  test('says how it is called', () => {
    expect(script().stderr).toMatch(/^Write npm run workbook -- FILE\.xlsx\.yaml/)
  })
})
