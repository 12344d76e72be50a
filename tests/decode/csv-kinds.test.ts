import { expect, test } from 'vitest'
import type { CsvOptions } from '../../engine/decode/csv/options.ts'
import { csv } from '../../engine/decode/csv.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded, decoderConformance, refusal } from '../conformance/decoder.ts'

const reports: FeedError[] = []
const decoder = (options: CsvOptions): ReturnType<typeof csv.create> =>
  csv.create(options, { position: () => undefined, report: (error) => reports.push(error) })
const options: CsvOptions = {
  header: false,
  kind: 1,
  kinds: {
    contest: {
      carry: true,
      resets: ['note'],
      columns: ['type', 'title', { name: 'allowed', matches: String.raw`^\d$` }],
    },
    note: { carry: true, columns: ['type', 'text'] },
    choice: { columns: ['type', 'name', 'votes'] },
    page: 'skip',
    end: { count: { column: 'records' }, columns: ['type', 'records'] },
  },
}

decoderConformance([], {
  decoder: decoder(options),
  input: 'contest,"Mayor, ""East""",1\r\nchoice,Álvaro,7\r\npage,1\r\nchoice,"Ben\r\nJr",0\r\nend,4\r\n',
  spare: 2,
  broken: [
    ['contest,Mayor,1\nchoice,A\nend,2\n', 'DECODE_RAGGED', 'L2'],
    ['contest,Mayor,x\nchoice,A,1\nend,2\n', 'DECODE_COLUMN_CONTENT', 'L1'],
    ['contest,Mayor,1\nchoise,A,1\nend,2\n', 'DECODE_KIND', 'L2'],
    ['contest,Mayor,1\nchoice,A,1\nend,3\n', 'DECODE_TRAILER_MISMATCH', 'L3'],
    ['contest,Mayor,1\nchoice,A,1\n', 'DECODE_TRAILER_MISSING', 'L2'],
  ],
  nested: 'delimited text does not nest',
  inExcerpt: ({ value }) => [(value as { votes: string }).votes],
})

test('records of several kinds have columns of their own; those carried stand in the rows after them', async () => {
  const text = 'contest,Mayor,1\nnote,recount\nchoice,A,7\ncontest,Clerk,2\nchoice,B,0\nend,5\n'
  expect((await decoded(decoder(options), bodyOf(text))).rows.map((row) => row.value)).toEqual([
    {
      kind: 'choice',
      contest: { type: 'contest', title: 'Mayor', allowed: '1' },
      note: { type: 'note', text: 'recount' },
      type: 'choice',
      name: 'A',
      votes: '7',
    },
    {
      kind: 'choice',
      contest: { type: 'contest', title: 'Clerk', allowed: '2' },
      type: 'choice',
      name: 'B',
      votes: '0',
    },
  ])
  expect((await refusal(decoder(options), 'choise,A,1\n')).hint).toMatch(/^Did you mean choice\?/)
})

test.each<[CsvOptions, string]>([
  [{ ...options, header: true }, 'Records of several kinds have no header'],
  [{ header: false, kinds: { a: { columns: ['b'] } } }, 'Nothing tells the kind of a record'],
  [{ ...options, columns: ['a'] }, 'Columns and a trailer are those of kinds here'],
  [{ header: false, kind: 1, kinds: { a: { columns: ['b', 'b'] } } }, 'The column "b" is named twice'],
  [{ header: false, kind: 1, kinds: { a: { columns: ['kind'] } } }, 'is called like what is carried'],
])('%j is refused before any byte: %s', (given, message) => {
  reports.length = 0
  decoder(given)
  expect(reports.map((report) => report.message).join('\n')).toContain(message)
})
