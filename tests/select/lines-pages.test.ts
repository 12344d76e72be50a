import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv } from '../../engine/decode/csv.ts'
import { html } from '../../engine/decode/html.ts'
import { text } from '../../engine/decode/text-lines.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { lines } from '../../engine/select/lines.ts'
import { roomy } from '../conformance/decoder.ts'
import { inPieces, never, payloadOf } from '../conformance/unpacker.ts'
import { constructed, refused, selected } from './selecting.ts'

const site = { position: () => undefined, report: () => undefined }
const plain = text.create({}, site)
const row = { row: 'r', matches: String.raw`^ (?<name>\w+) +(?<votes>\d+)$` }
const contest = { heading: 'contest', matches: '^(?<title>[A-Z]+)$' }
const header = { skip: '^REPORT +PAGE', across: true }
const brief = async (options: object, body: string, decoder = plain) =>
  (await selected(lines, options, decoder, body)).map(({ value, place }) => {
    const { contest: above, name } = value as { contest?: { title: string }; name: string }
    return `${place} ${above?.title} ${name}`
  })

describe('pages', () => {
  const columns = { page: { columns: [1, 12] }, patterns: [header, row, contest] }

  test('of several columns are read column by column, headings going on from one to the next', async () => {
    const report =
      'REPORT     PAGE 1\nMAYOR       c  3\n a  1      CLERK\n b  2       d  4\n\fREPORT     PAGE 2\n e  5\n'
    expect(await brief(columns, report)).toEqual([
      'L3 MAYOR a',
      'L4 MAYOR b',
      'L2:12 MAYOR c',
      'L4:12 CLERK d',
      'L6 CLERK e',
    ])
  })

  test('have nothing that stands across a column by accident', async () => {
    expect(await refused(lines, columns, plain, 'MAYOR\nCOMMISSIONER OF\n')).toMatchObject({
      code: 'SELECT_PAGE',
      message: 'The columns of the page can not be told apart: "COMMISSIONER OF" stands across character 11.',
      place: 'L2',
    })
  })

  test('begin at a form feed or at a line that the spec knows, and reset what it says', async () => {
    const options = { page: { begins: '^REPORT', resets: ['contest'] }, patterns: [header, row, contest] }
    expect(await brief(options, 'MAYOR\n a  1\nREPORT     PAGE 2\n b  2\nCLERK\n c  3\n\f d  4\n')).toEqual([
      'L2 MAYOR a',
      'L4 undefined b',
      'L6 CLERK c',
      'L7 undefined d',
    ])
  })
})

describe('other shapes', () => {
  test('of a page the text of elements is read, with the lines of the file', async () => {
    const page =
      '<html>\r\n<p>REPORT</p><PRE>\r\nMAYOR\r\n a  1\r\n <b>b</b>  2\r\n</PRE>\n<pre>CLERK\n c  &#51;</pre></html>'
    const options = { within: 'pre', patterns: [row, contest] }
    const decoder = html.create({}, site)
    expect(await brief(options, page, decoder)).toEqual(['L4 MAYOR a', 'L5 MAYOR b', 'L8 CLERK c'])
    expect(decoder.excerpt(Buffer.from(page), 'L4')).toEqual({ line: 4, text: ' a  1' })
    expect(await refused(lines, { ...options, within: 'xmp' }, decoder, page)).toMatchObject({
      code: 'SELECT_NOTHING',
    })
  })

  test('of a page elements are lines as a reader sees them, where the spec says so', async () => {
    const page =
      '<html><p><b>MAYOR</b></p>\n<p>a\n  <i>b</i></p><p>\n1</p>\n<div><p>CLERK</p><p>c</p><p>2</p></div></html>'
    const options = {
      within: 'p',
      elements: 'lines',
      patterns: [
        { row: 'votes', matches: '^(?<votes>\\d+)$' },
        { heading: 'contest', matches: '^(?<title>[A-Z]+)$' },
        { heading: 'who', matches: '^(?<name>.+)$' },
      ],
    }
    const rows = await selected(lines, options, html.create({}, site), page)
    expect(rows).toMatchObject([
      { place: 'L3:15', value: { contest: { title: 'MAYOR' }, who: { name: 'a b' }, votes: '1' } },
      { value: { contest: { title: 'CLERK' }, who: { name: 'c' }, votes: '2' } },
    ])
  })

  test('of a sheet one column is read, and nothing may stand beside it', async () => {
    const decoder = csv.create({ grid: true }, site)
    const options = { patterns: [row, contest] }
    expect(await brief(options, 'MAYOR\n a  1\n" b  2",\n', decoder)).toEqual(['L2 MAYOR a', 'L3 MAYOR b'])
    expect(await refused(lines, options, decoder, 'MAYOR\n a  1,7\n')).toMatchObject({ code: 'SELECT_PAGE' })
    expect(await brief({ ...options, column: 2 }, ',MAYOR\n, a  1\n', decoder)).toEqual(['L2 MAYOR a'])
  })
})

describe('whatever comes', () => {
  const options = {
    page: { columns: [1, 6] },
    patterns: [{ total: 'r', matches: String.raw`^T (?<votes>\d+)$` }, row, contest],
  }
  const outcome = async (body: AsyncIterable<Uint8Array>): Promise<unknown> => {
    const { made } = constructed(lines, options)
    const given: unknown[] = []
    try {
      for await (const batch of made.select(await plain.decode(payloadOf(body), roomy, never), never))
        given.push(...batch)
    } catch (error) {
      given.push(error instanceof FeedError ? [error.code, error.place] : error)
    }
    return given
  }

  test('the pieces in which a text comes make no difference', async () => {
    const chaos = fc.string({
      unit: fc.constantFrom('A', ' a 1', 'T 1', '     ', '\n', '\r\n', '\f', 'é'),
      minLength: 1,
    })
    await fc.assert(
      fc.asyncProperty(chaos, fc.integer({ min: 1, max: 9 }), async (body, size) => {
        const bytes = Buffer.from(body)
        expect(await outcome(inPieces(bytes, size))).toEqual(await outcome(inPieces(bytes, bytes.length)))
      }),
    )
  })

  test('a line made to hold an expression up does not', { timeout: 20_000 }, async () => {
    const greedy = {
      patterns: [{ row: 'r', matches: String.raw`^(?<a>(\w+ ?)+)(?<b>(\w+ ?)+)(?<c>(\w+ ?)+)!$` }],
    }
    const body = `${'a'.repeat(5000)}\n${'a '.repeat(2500)}\n`
    expect(await refused(lines, greedy, plain, body)).toMatchObject({
      code: 'SELECT_LINE_UNKNOWN',
      place: 'L1',
    })
  })
})

test.each([
  [{ patterns: [{ row: 'a', legend: 'b', matches: 'x' }] }, 'A pattern is both row and legend'],
  [{ patterns: [row, { total: 'r', rows: true, matches: '(?<x>y)' }] }, 'A total has no rows'],
  [
    { patterns: [{ ...row, cells: 'figurs' }], cells: { figures: { in: 'x', legend: 'a' } } },
    'no cells called "figurs"',
  ],
  [{ patterns: [row], cells: { figures: { in: 'x', legend: 'a' } } }, 'No pattern has the cells "figures"'],
  [{ patterns: [{ matches: 'x' }] }, 'A pattern says not what its lines are'],
  [{ patterns: [{ row: 'a' }] }, 'A pattern does not say how its lines look'],
  [{ patterns: [{ row: 'a', matches: '(x' }] }, 'is no regular expression'],
  [{ patterns: [{ row: 'a', matches: String.raw`(?<x>a)(?=b)` }] }, 'it looks ahead or behind'],
  [{ patterns: [{ row: 'a', matches: 'x' }] }, 'A row has no values'],
  [{ patterns: [{ skip: 'x' }] }, 'No line is a row'],
  [{ patterns: [row, { ...contest, resets: ['unit'] }] }, 'There is no heading or legend "unit"'],
  [{ patterns: [row, { heading: 'name', matches: '(?<x>y)' }] }, 'two values called "name"'],
  [{ patterns: [{ ...row, through: 'x' }] }, 'A row has no through'],
  [{ patterns: [{ ...row, after: ['unit'] }] }, 'There is no heading, row or legend "unit"'],
  [{ patterns: [row, { total: 'rows', matches: '(?<votes>1)' }] }, 'There is no row "rows"'],
  [{ patterns: [{ ...row, cells: { in: 'name' } }] }, 'Nothing says what the cells stand for'],
  [
    { patterns: [{ ...row, cells: { in: 'names', from: 1, length: 2 } }] },
    'Cells are cut by from and length, or split',
  ],
  [
    { patterns: [{ ...row, columns: { a: { from: 3, to: 2 } } }] },
    'The column ends at 2, before it begins at 3',
  ],
  [{ patterns: [{ ...row, columns: { a: { from: 1, to: 3 }, b: { from: 3, to: 5 } } }] }, 'share a part'],
  [{ patterns: [row], page: { columns: [9, 1] } }, 'do not stand from left to right'],
  [{ patterns: [row], within: 'pre >' }, 'This is no CSS selector'],
  [{ patterns: [row], elements: 'lines' }, 'elements says what those of within are, and there is none'],
])('%j is refused before any byte: %s', (options, message) => {
  const { problems } = constructed(lines, options)
  expect(problems.map((problem) => problem.message).join('\n')).toContain(message)
})
