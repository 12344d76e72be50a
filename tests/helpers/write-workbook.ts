import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { workbookBytes, workbookOf } from './workbook.ts'
import { describedBy } from './workbook-description.ts'

/**
 * Makes the workbooks of fixtures from the descriptions beside them, which people can read (feeds/README.md has the keys):
 * `npm run workbook -- feeds/…/results.xlsx.yaml` writes `results.xlsx`, `results.xls.yaml` an old workbook `results.xls`;
 * `results.xml.yaml` (SpreadsheetML) writes `results.xls` as well, as offices do. A test holds both together.
 */
const paths = process.argv.slice(2)
if (paths.length === 0)
  fail('Write npm run workbook -- FILE.xlsx.yaml; feeds/README.md says what stands in it.')
for (const path of paths) {
  try {
    const { file, kind } = workbookOf(path)
    writeFileSync(file, workbookBytes(kind, describedBy(parse(readFileSync(path, 'utf8')))))
    process.stdout.write(`${file}\n`)
  } catch (error) {
    fail(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function fail(problem: string): never {
  process.stderr.write(`${problem}\n`)
  process.exit(2)
}
