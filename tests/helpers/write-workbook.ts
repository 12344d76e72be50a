import { readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type WorkbookDescription, workbookBytes, workbookOf } from './workbook.ts'

/**
 * Makes the workbooks of fixtures from the descriptions beside them, which people can read:
 * `npm run workbook -- feeds/…/results.xlsx.yaml` writes `results.xlsx`, `results.xls.yaml` an old workbook `results.xls`;
 * `results.xml.yaml` (SpreadsheetML) writes `results.xls` as well, as offices do. A test holds both together.
 */
for (const path of process.argv.slice(2)) {
  const { file, kind } = workbookOf(path)
  writeFileSync(file, workbookBytes(kind, parse(readFileSync(path, 'utf8')) as WorkbookDescription))
  process.stdout.write(`${file}\n`)
}
