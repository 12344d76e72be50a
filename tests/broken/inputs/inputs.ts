import { zipFile } from '../../unpack/zip-file.ts'
import * as office from './offices.ts'

/** Bytes that an office may send one day, and what must come of them. */
export interface BrokenInput {
  readonly name: string
  readonly from: office.Office
  readonly bytes: () => Uint8Array
  readonly code: string
  /** Of the first place. */
  readonly place: string | undefined
  readonly reason: RegExp
  readonly hint: RegExp
}

const { adding, contests, contestsText, csv, csvText, headless, html, json, jsonText, page, roomy, zipped } =
  office
const hundredfold = `${csvText()}${Array.from({ length: 7_920 }, (_, row) => `Ward ${row},Cy Ono,7\n`).join('')}`
const text = (written: string) => (): Uint8Array => Buffer.from(written)

export const inputs: readonly BrokenInput[] = [
  {
    name: 'a zip that was cut off',
    from: zipped,
    bytes: () => zipped.good().subarray(0, 300),
    code: 'UNPACK_TRUNCATED',
    place: 'results.zip',
    reason: /^The zip data ends too early$/,
    hint: /The next poll fetches it again/,
  },
  {
    name: 'an HTML page instead of JSON',
    from: json,
    bytes: text('<!DOCTYPE html>\n<html><body>Service unavailable</body></html>'),
    code: 'DECODE_CONTRADICTED',
    place: 'results.json#L1',
    reason: /json.*an HTML page/,
    hint: /error|browser/,
  },
  {
    name: 'a column that is missing',
    from: csv,
    bytes: text(csvText(['Ward', 'Candidate'])),
    code: 'READ_COLUMN_MISSING',
    place: 'results.csv',
    reason: /"?Votes"?/,
    hint: /./,
  },
  {
    name: 'another encoding',
    from: csv,
    bytes: () => Buffer.from(csvText(), 'latin1'),
    code: 'DECODE_ENCODING',
    place: 'results.csv#L2:14',
    reason: /utf-8/,
    hint: /encoding/,
  },
  {
    name: 'an empty file',
    from: csv,
    bytes: text(' \n'),
    code: 'DECODE_EMPTY',
    place: 'results.csv',
    reason: /./,
    hint: /./,
  },
  {
    name: 'columns that were shuffled, in a file without a header',
    from: headless,
    bytes: text(csvText(['Votes', 'Candidate', 'Ward']).split('\n').slice(1).join('\n').replaceAll(',', ';')),
    code: 'DECODE_COLUMN_CONTENT',
    place: 'results.txt#L1',
    reason: /Ward/,
    hint: /./,
  },
  {
    name: 'a hundred times the rows, and more than the limit',
    from: csv,
    bytes: text(hundredfold),
    code: 'DECODE_TOO_MANY_ROWS',
    place: 'results.csv#L1002',
    reason: /more than 1,?000 rows/,
    hint: /limits\.rows/,
  },
  {
    name: 'a hundred times the rows, of wards never seen, within the limits',
    from: roomy,
    bytes: text(hundredfold),
    code: 'CHECK_ROWS_ROSE',
    place: undefined,
    reason: /^8,000 rows after 80; the limit is 50 times as many$/,
    hint: /Compare/,
  },
  {
    name: 'a file that was written twice, whose figures are added up',
    from: adding,
    bytes: text(`${csvText()}${csvText().slice('Ward,Candidate,Votes\n'.length)}`),
    code: 'CHECK_SAME_ROWS',
    place: 'results.csv#L2',
    reason: /^Ward 1 and 39 other units: 80 rows stand twice .* the first at L2, and again at L82$/,
    hint: /twice: compare/,
  },
  {
    name: 'nesting without end',
    from: json,
    bytes: text(`{"wards":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    code: 'DECODE_TOO_DEEP',
    place: 'results.json#L1:73',
    reason: /64/,
    hint: /./,
  },
  {
    name: 'a zip bomb',
    from: zipped,
    bytes: () => zipFile({ name: 'results.csv', body: Buffer.alloc(20_000_000, 'x') }),
    code: 'UNPACK_TOO_LARGE',
    place: 'results.zip',
    reason: /more than 10,?000,?000 bytes/,
    hint: /zip bomb/,
  },
  {
    name: 'a zip bomb that lies about its size',
    from: zipped,
    bytes: () => zipFile({ name: 'results.csv', body: Buffer.alloc(20_000_000, 'x'), size: 1_000 }),
    code: 'UNPACK_DAMAGED',
    place: 'results.zip!results.csv',
    reason: /results\.csv.*is damaged/,
    hint: /last good figures stay/,
  },
  {
    name: 'JSON in which the selector finds nothing',
    from: json,
    bytes: text(jsonText('precincts')),
    code: 'SELECT_NOTHING',
    place: 'results.json#$',
    reason: /wards\[\].*matches nothing/,
    hint: /The document has precincts\..*layout/,
  },
  {
    name: 'a page in which the selector finds nothing',
    from: html,
    bytes: text(page('totals')),
    code: 'SELECT_NOTHING',
    place: 'results.html',
    reason: /#results tr.*matches nothing/,
    hint: /layout/,
  },
  {
    name: 'JSON that was cut off',
    from: json,
    bytes: () => json.good().subarray(0, 500),
    code: 'DECODE_FAILED',
    place: 'results.json#L1:496',
    reason: /json/,
    hint: /./,
  },
  {
    name: 'a file that lost half of its rows',
    from: csv,
    bytes: text(`${csvText().split('\n').slice(0, 41).join('\n')}\n`),
    code: 'CHECK_ROWS_FELL',
    place: undefined,
    reason: /40 rows after 80/,
    hint: /truncated/,
  },
  {
    name: 'figures with a decimal point',
    from: csv,
    bytes: text(csvText().replaceAll(/,(\d+)\n/g, ',$1.5\n')),
    code: 'CHECK_REJECTED',
    place: 'results.csv#L2',
    reason: /80.*rejected/,
    hint: /mapping/,
  },
  {
    name: 'units and contests exchanged in the header',
    from: contests,
    bytes: text(contestsText('Contest,Ward,Candidate,Votes')),
    code: 'CHECK_EXCHANGED',
    place: 'results.csv#L100',
    reason:
      /^none of the 80 results that stand .*Ward 40, .* is in the capture, which has 80 others .*\((Mayor|Clerk), /,
    hint: /columns exchanged/,
  },
  {
    name: 'units and selections exchanged in the header',
    from: csv,
    bytes: text(csvText().replace('Ward,Candidate', 'Candidate,Ward')),
    code: 'CHECK_EXCHANGED',
    place: 'results.csv#L2',
    reason: /which has 2 others \(Ada Peña, /,
    hint: /columns exchanged/,
  },
  {
    name: 'units that are called otherwise',
    from: csv,
    bytes: text(csvText().replaceAll('Ward ', 'Precinct ')),
    code: 'CHECK_EXCHANGED',
    place: 'results.csv#L2',
    reason: /Ward 40, Mayor: 658 votes.*Precinct 40, Mayor: 658 votes/,
    hint: /renamed/,
  },
]
