import { describe, expect, test } from 'vitest'
import { csv } from '../../engine/decode/csv.ts'
import type { Decoder } from '../../engine/decode/decoder.ts'
import { fixedWidth } from '../../engine/decode/fixed-width.ts'
import { text } from '../../engine/decode/text-lines.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { TextEnd } from '../../engine/model/row.ts'
import { decoded, refusal } from '../conformance/decoder.ts'

const site = {
  position: () => undefined,
  report(error: Error): never {
    throw error
  },
}
const columns = { name: { from: 1, length: 4 }, votes: { from: 5 } }

/** How a document says that it ends; undefined: the spec says how it must. */
async function endOf(decoder: Decoder, body: string): Promise<TextEnd | undefined> {
  const { document } = await decoded(decoder, bodyOf(body))
  return 'end' in document ? document.end : undefined
}

describe('a last line that the spec describes', () => {
  test.each<[string, Decoder, string, string, string]>([
    ['csv', csv.create({ last_line: '^TOTAL,.*,$' }, site), 'c,v,w\nTOTAL,12,\n\n', 'c,v,w\nA,1,\n\n', 'L2'],
    [
      'csv after lines left out',
      csv.create({ skip_lines: 2, last_line: '^Z' }, site),
      '\n\nc\nZ',
      '\n\nc\nA',
      'L4',
    ],
    [
      'csv whose quotes hold lines',
      csv.create({ last_line: '^end"' }, site),
      'c\n"a\nend"\r\n',
      'c\n"a\nb"\r\n',
      'L3',
    ],
    ['csv as a grid', csv.create({ grid: true, last_line: 'Clerk' }, site), 'a\n,Clerk', 'a\n,\n', 'L2'],
    [
      'csv with kinds',
      csv.create({ header: false, kind: 1, kinds: { A: { columns: ['k', 'v'] } }, last_line: ',9$' }, site),
      'A,1\nA,9\n',
      'A,1\nA,19x\n',
      'L2',
    ],
    [
      'fixed_width',
      fixedWidth.create({ columns, short: 'pad', last_line: '^END' }, site),
      'Ada 12\nEND\n',
      'Ada 12\nEN',
      'L2',
    ],
  ])('of %s must be there, and nothing else is asked of the end', async (_, decoder, good, bad, place) => {
    expect(await endOf(decoder, good)).toBeUndefined()
    expect(await refusal(decoder, bad)).toMatchObject({ code: 'DECODE_TRAILER_MISSING', place })
  })

  test('of a grid says nothing where it has fewer cells than the line before it, and no line end', async () => {
    const decoder = csv.create({ grid: true, last_line: '^ZZZ|^Clerk' }, site)
    const whole = 'x,a,b\nElm,1,2\nZZZ,1,2'
    expect(await endOf(decoder, whole)).toBeUndefined()
    expect(await endOf(decoder, whole.slice(0, -2))).toEqual({ open: { place: 'L3:5', text: 'ZZZ,1' } })
    expect(await endOf(decoder, 'x,a,b\nElm,1,2\nZZZ,1\n')).toBeUndefined()
    expect(await endOf(decoder, `${whole}\nClerk`)).toBeUndefined()
  })

  test('that is no regular expression is told of the spec', () => {
    expect(() => csv.create({ last_line: '(' }, site)).toThrow('no regular expression')
    expect(() => fixedWidth.create({ columns, short: 'pad', last_line: '(' }, site)).toThrow('no regular')
  })
})

describe('a text of which the spec says nothing', () => {
  test.each<[string, Decoder, string]>([
    ['csv', csv.create({}, site), 'c,v\nAda,12'],
    [
      'csv with kinds',
      csv.create({ header: false, kind: 1, kinds: { x: { columns: ['k', 'v'] } } }, site),
      '\nx,123',
    ],
    ['csv as a grid', csv.create({ grid: true }, site), 'c,v\nAda,12'],
    ['fixed_width', fixedWidth.create({ columns, short: 'pad' }, site), '\nAda  1'],
    ['text', text.create({}, site), 'c,v\nAda,12'],
  ])('tells of %s where it stops without a line end', async (_, decoder, body) => {
    const last = body.slice(body.lastIndexOf('\n') + 1)
    expect(await endOf(decoder, body)).toEqual({ open: { place: `L2:${last.length}`, text: last } })
    expect(await endOf(decoder, `${body}\r\n`)).toEqual({})
  })
})

describe('something else says that the last line is whole:', () => {
  test.each<[string, Decoder, string]>([
    ['a trailer', csv.create({ trailer: '^END' }, site), 'c\n1\nEND'],
    [
      'a kind that counts',
      csv.create(
        {
          header: false,
          kind: 1,
          kinds: { A: { columns: ['k'] }, E: { columns: ['k', 'n'], count: { column: 'n' } } },
        },
        site,
      ),
      'A\nE,1',
    ],
    ['the length of every line', fixedWidth.create({ columns, length: 6 }, site), 'Ada 12'],
    ['a line that ends the part', text.create({ part: { before: '^Printed' } }, site), 'Ada 12\nPrinted by'],
  ])('%s', async (_, decoder, body) => {
    expect(await endOf(decoder, body)).toBeUndefined()
  })
})
