import { type Put, zipFile } from '../unpack/zip-file.ts'

const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (...targets: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships>${targets
    .map(
      ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${types}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/** What a test puts into a workbook by hand, to make it lie. */
export interface Parts {
  /** What stands in `<worksheet>`. */
  readonly sheet?: string
  /** What stands in `<sst>`. */
  readonly strings?: string
  readonly styles?: string
  readonly workbook?: string
  /** Members instead of those made here, or besides. */
  readonly puts?: readonly Put[]
}

/** A workbook of one sheet, "S", of the given XML. */
export function xlsxOf({
  sheet = '<sheetData/>',
  strings = '',
  styles = '',
  workbook,
  puts = [],
}: Parts): Buffer {
  const members: readonly Put[] = [
    { name: '[Content_Types].xml', body: '<Types/>' },
    { name: '_rels/.rels', body: relations(['officeDocument', 'xl/workbook.xml']) },
    {
      name: 'xl/workbook.xml',
      body:
        workbook ??
        '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body: relations(
        ['worksheet', 'worksheets/sheet1.xml'],
        ['sharedStrings', 'sharedStrings.xml'],
        ['styles', 'styles.xml'],
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', body: `<worksheet>${sheet}</worksheet>` },
    { name: 'xl/sharedStrings.xml', body: `<sst>${strings}</sst>` },
    { name: 'xl/styles.xml', body: `<styleSheet>${styles}</styleSheet>` },
  ]
  const own = new Set(puts.map(({ name }) => name))
  return zipFile(...members.filter(({ name }) => !own.has(name)), ...puts)
}

/** A sheet of one row with these cells. */
export const rowOf = (cells: string): string => `<sheetData><row r="1">${cells}</row></sheetData>`
