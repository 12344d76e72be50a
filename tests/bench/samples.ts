import { type WorkbookKind, workbookBytes } from '../helpers/workbook.ts'
import { clarityXml } from './data/clarity-xml.ts'
import { columns, type PrecinctRow, precinctRows, referenceRows } from './data/precinct-file.ts'

/** One format as offices publish it, made up while it is read: the reference file, or lines of fewer fields. */
export interface Sample {
  /** How a spec would read it. */
  readonly decode: readonly [type: string, options: object]
  readonly select?: readonly [type: string, options: unknown]
  readonly rows: number
  pieces(rows: number): Iterable<string | Uint8Array>
}

const names = ['Ada Lane', 'Bela Kiss', 'Chidi Okafor', 'Dolores Ruiz', 'Write-in']

interface Line {
  readonly precinct: string
  readonly contest: string
  readonly name: string
  readonly votes: number
}

/** Deterministic, and no two rows alike. */
function line(index: number): Line {
  const precinct = Math.floor(index / 50)
  return {
    precinct: `P-${String(precinct).padStart(5, '0')}`,
    contest: `County Commissioner, District ${Math.floor(index / 5) % 10}`,
    name: names[index % 5] ?? '',
    votes: (index * 7919) % 1_000,
  }
}

/** So many rows a piece: what a network brings at once. */
const rowsOfPiece = 500

function* pieced(rows: number, first: string, of: (line: Line, index: number) => string, last: string) {
  yield first
  for (let from = 0; from < rows; from += rowsOfPiece) {
    const count = Math.min(rowsOfPiece, rows - from)
    yield Array.from({ length: count }, (_, at) => of(line(from + at), from + at)).join('')
  }
  yield last
}

const fixed = ({ precinct, contest, name, votes }: Line): string =>
  `${precinct.padEnd(10)}${contest.padEnd(40)}${name.padEnd(20)}${String(votes).padStart(7)}\n`

const cellsOf = (row: PrecinctRow): readonly string[] => columns.map((name) => row[name])

function* ofPrecincts(
  rows: number,
  first: string,
  of: (row: PrecinctRow, index: number) => string,
  last: string,
) {
  let piece = first
  let index = 0
  for (const row of precinctRows(rows)) {
    piece += of(row, index)
    index += 1
    if (index % rowsOfPiece > 0) continue
    yield piece
    piece = ''
  }
  yield piece + last
}

function* workbook(kind: WorkbookKind, rows: number) {
  const lines = Array.from(precinctRows(rows), cellsOf)
  yield workbookBytes(kind, { sheets: [{ name: 'Results', rows: [columns, ...lines] }] })
}

/** By the name of the decoder. */
export const samples = {
  csv: {
    decode: ['csv', { delimiter: '\t' }],
    rows: referenceRows,
    pieces: (rows) =>
      ofPrecincts(rows, `${columns.join('\t')}\n`, (row) => `${cellsOf(row).join('\t')}\n`, ''),
  },
  xml: {
    decode: ['xml', { rows: clarityXml.rows }],
    rows: 17_500,
    pieces: (rows) =>
      pieced(
        rows,
        clarityXml.first,
        (_, index) => clarityXml.row(index, index === rows - 1),
        clarityXml.last,
      ),
  },
  json: {
    decode: ['json', {}],
    select: ['jmespath', 'lines'],
    rows: referenceRows,
    pieces: (rows) =>
      ofPrecincts(
        rows,
        '{"lines":[\n',
        (row, index) => `${index === 0 ? '' : ','}${JSON.stringify(row)}\n`,
        ']}\n',
      ),
  },
  html: {
    decode: ['html', {}],
    select: ['css', { rows: 'table tr' }],
    rows: 20_000,
    pieces: (rows) =>
      pieced(
        rows,
        '<!DOCTYPE html><html><body><table>\n',
        ({ precinct, contest, name, votes }) =>
          `<tr><td>${precinct}</td><td>${contest}</td><td>${name}</td><td>${votes}</td></tr>\n`,
        '</table></body></html>\n',
      ),
  },
  fixed_width: {
    decode: [
      'fixed_width',
      {
        length: 77,
        columns: {
          precinct: { from: 1, length: 10 },
          contest: { from: 11, length: 40 },
          name: { from: 51, length: 20 },
          votes: { from: 71, length: 7 },
        },
      },
    ],
    rows: 230_000,
    pieces: (rows) => pieced(rows, '', fixed, ''),
  },
  json_lines: {
    decode: ['json_lines', {}],
    rows: referenceRows,
    pieces: (rows) => ofPrecincts(rows, '', (row) => `${JSON.stringify(row)}\n`, ''),
  },
  text: {
    decode: ['text', {}],
    select: [
      'lines',
      {
        patterns: [
          { row: 'line', matches: '^(?<precinct>\\S+) +(?<contest>.*?)  +(?<name>.*?)  +(?<votes>\\d+)$' },
        ],
      },
    ],
    rows: 230_000,
    pieces: (rows) => pieced(rows, '', fixed, ''),
  },
  html_tables: {
    decode: ['html_tables', {}],
    select: ['table', {}],
    rows: 20_000,
    pieces: (rows) =>
      pieced(
        rows,
        '<!DOCTYPE html><html><body><table><tr><th>a</th><th>b</th><th>c</th><th>d</th></tr>\n',
        ({ precinct, contest, name, votes }) =>
          `<tr><td>${precinct}</td><td>${contest}</td><td>${name}</td><td>${votes}</td></tr>\n`,
        '</table></body></html>\n',
      ),
  },
  xlsx: {
    decode: ['xlsx', {}],
    select: ['table', {}],
    rows: 50_000,
    pieces: (rows) => workbook('xlsx', rows),
  },
  // The library that writes them takes time that grows with the square of their texts.
  xls: { decode: ['xls', {}], select: ['table', {}], rows: 10_000, pieces: (rows) => workbook('xls', rows) },
  spreadsheetml: {
    decode: ['spreadsheetml', {}],
    select: ['table', {}],
    rows: 50_000,
    pieces: (rows) => workbook('xml', rows),
  },
} as const satisfies Readonly<Record<string, Sample>>
