import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { collect } from '../../engine/flow/collect.ts'
import { type WorkbookKind, workbookBytes } from '../helpers/workbook.ts'
import { zipFile } from '../unpack/zip-file.ts'

/** A sound body and the options that read it. */
export interface Sample {
  readonly options: unknown
  readonly body: Uint8Array
}

const rows = ['County,Candidate,Votes', 'Wake,"Lee, Ann",1200', 'Durham,"O""Hara",900', 'Orange,Ada,12']
const text = Buffer.from(`${rows.join('\r\n')}\r\n`)
const list = [
  { county: 'Wake', id: 12, votes: { 'Lee, Ann': 1200, "O'Hara": 900.5 }, final: true, note: null },
  { county: 'Durham', id: 13, votes: { 'Lee, Ann': -1, "O'Hara": 1e3 }, final: false, note: '\u00e9\n' },
]
const page = `<!DOCTYPE html><html><head><title>R&amp;D</title><style>p{}</style></head><body>
<table id="r"><tr><th colspan="2">Wake</th><th rowspan=2>Votes</th></tr><tr><td>Lee<td>Ann</tr>
<tr><td>O&#39;Hara</td><td><b>900</b></td><td>12</td></tr></table><pre>a  b\n c</pre></body></html>`
const xml = `<?xml version="1.0" encoding="UTF-8"?><!-- of tonight -->
<Result time="01:00"><Contest key="1" text="Mayor &amp; Council"><Choice votes="12"><![CDATA[Lee]]></Choice>
<Choice votes="13">O'Hara</Choice></Contest><Contest key="2"><Choice votes="0"/></Contest></Result>`
const workbook = (kind: WorkbookKind) =>
  workbookBytes(kind, {
    sheets: [
      {
        name: 'Total',
        rows: [
          ['County', 'Votes', '%'],
          ['Wake', 1200, 0.451],
          ['Durham', 900, null],
        ],
        merged: ['A1:B1'],
      },
      { name: 'Notes', hidden: true, rows: [['\u00e9t\u00e9', true], [{ formula: 'A1', value: 'x' }]] },
    ],
  })
const members = [
  { name: 'a/results.csv', body: text },
  { name: 'b.json', body: JSON.stringify(list), stored: true },
]

async function tarred(): Promise<Uint8Array> {
  const made = pack()
  for (const { name, body } of members) made.entry({ name }, body)
  made.finalize()
  const never = () => {
    throw new RangeError('more than Infinity bytes')
  }
  return collect(made as unknown as AsyncIterable<Uint8Array>, Infinity, never)
}

/** One for each decoder, by its type. */
export const decoderSamples: Readonly<Record<string, Sample>> = {
  csv: { options: {}, body: text },
  fixed_width: {
    options: { columns: { county: { from: 1, to: 8 }, votes: { from: 9, to: 14 } }, short: 'pad' },
    body: Buffer.from('Wake      1200\nDurham     900\nOrange      12\n'),
  },
  html: { options: {}, body: Buffer.from(page) },
  html_tables: { options: {}, body: Buffer.from(page) },
  json: { options: {}, body: Buffer.from(JSON.stringify(list)) },
  json_lines: {
    options: {},
    body: Buffer.from(list.map((one) => `${JSON.stringify(one)}\n`).join('')),
  },
  spreadsheetml: { options: {}, body: workbook('xml') },
  text: {
    options: {},
    body: Buffer.from('PRECINCT 1\n  LEE .... 12  40.0%\n\f\nPRECINCT 2\n  LEE .... 900\n'),
  },
  xls: { options: {}, body: workbook('xls') },
  xlsx: { options: {}, body: workbook('xlsx') },
  xml: { options: { rows: ['Result/Contest/Choice'] }, body: Buffer.from(xml) },
}

/** One for each unpacker, by its type. */
export const unpackerSamples: Readonly<Record<string, Sample>> = {
  base64: { options: {}, body: Buffer.from(`${text.toString('base64').replace(/.{20}/g, '$&\n')}\n`) },
  embedded: { options: { css: 'pre' }, body: Buffer.from(page) },
  gzip: { options: {}, body: gzipSync(text) },
  tar: { options: {}, body: await tarred() },
  zip: { options: {}, body: zipFile(...members) },
}
