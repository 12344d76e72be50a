import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { text } from '../../engine/decode/text-lines.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Line } from '../../engine/model/row.ts'
import { decoded, decoderConformance, refusal, roomy } from '../conformance/decoder.ts'
import { inPieces, never, payloadOf } from '../conformance/unpacker.ts'

const decoder = (options: object = {}): ReturnType<typeof text.create> =>
  text.create(options, { position: () => undefined, report: (error) => expect.fail(error.message) })
const linesOf = async (body: string | Uint8Array, options = {}): Promise<readonly Line[]> =>
  (await decoded(decoder(options), bodyOf(body))).read as readonly Line[]
const textsOf = async (body: string, options = {}): Promise<readonly string[]> =>
  (await linesOf(body, options)).map((line) => line.text)

decoderConformance([], {
  decoder: decoder({ printer_escapes: 'strip', overstrikes: 'fold', tabs: 8, last_line: '^END$' }),
  input: '\x1bE\x1b&l0OREPORT\r\n\tVOTES\r\nDoña  .  .  7\f\r\n__\b\bNEXT\r\nEND\r\n',
  spare: 2,
  broken: [
    ['A\nB\n', 'DECODE_TRAILER_MISSING', 'L2'],
    ['A\n\nEND of\n\n', 'DECODE_TRAILER_MISSING', 'L3'],
  ],
  nested: 'lines do not nest',
  inExcerpt: 'a text has no rows',
})

describe('the lines of a text', () => {
  test('have the number of the line in the file, and the page that a form feed began', async () => {
    expect(await linesOf('A\r\n B \r\fC\n\nD\fE\f\n')).toEqual([
      { text: 'A', place: 'L1', page: 1 },
      { text: ' B ', place: 'L2', page: 1 },
      { text: 'C', place: 'L3', page: 2 },
      { text: '', place: 'L4', page: 2 },
      { text: 'D', place: 'L5', page: 2 },
      { text: 'E', place: 'L5:3', page: 3 },
    ])
  })

  test('lose commands to a printer, and nothing else, when the spec says so', async () => {
    const setup = '\x1bE\x1b&l2a0o7c067F\x1b(s0p16.66h3b6T\x1b&a00LREPORT \x1b[1mBOLD\x1b[0m\n(s0p)\x1bE\r\n'
    expect(await textsOf(setup, { printer_escapes: 'strip' })).toEqual(['REPORT BOLD', '(s0p)'])
    expect((await textsOf(setup))[0]?.startsWith('\x1bE\x1b&l2a0o7c067F')).toBe(true)
  })

  test('may be a part of the file, which is bounded by lines that must be there', async () => {
    const part = { from: '^REPORT', before: '^MENU' }
    const page = 'SEARCH\nMENU\nREPORT\n ADA 7\nMENU\nREPORT\nHOME\n'
    expect(await linesOf(page, { part })).toEqual([
      { text: 'REPORT', place: 'L3', page: 1 },
      { text: ' ADA 7', place: 'L4', page: 1 },
    ])
    expect(await refusal(decoder({ part }), 'SEARCH\nMENU\n')).toMatchObject({
      code: 'DECODE_PART',
      place: 'L2',
    })
    expect(await refusal(decoder({ part }), 'REPORT\n ADA 7\n')).toMatchObject({
      code: 'DECODE_PART',
      message: 'No line matches ^MENU, which bounds the part that is to be read.',
    })
  })

  test('count what was printed twice once', async () => {
    const struck = 'A\bAd\bda _\b7_\b3 9\b_ x\by'
    expect(await textsOf(struck, { overstrikes: 'fold' })).toEqual(['Ada 73 9 x\by'])
  })

  test('have blanks instead of tabs up to the next stop', async () => {
    expect(await textsOf('a\tb\n😀\tc\n\t\t8 chars.\td', { tabs: 4 })).toEqual([
      'a   b',
      '😀   c',
      '        8 chars.    d',
    ])
  })

  test('are shown as they stand, from the column of the place', () => {
    const body = Buffer.from('A\r\nleft      right\r\n')
    expect(decoder().excerpt(body, 'L2')).toEqual({ line: 2, text: 'left      right' })
    expect(decoder().excerpt(body, 'L2:11')).toEqual({ line: 2, text: 'right' })
    expect(decoder().excerpt(body, 'L3')).toBeUndefined()
  })

  test('are the same from pieces of any size, whatever they hold', async () => {
    const chaos = fc.string({
      unit: fc.constantFrom('a', ' ', '\t', '\n', '\r', '\f', '\b', '\x1b', 'é'),
      minLength: 1,
    })
    const options = { printer_escapes: 'strip', overstrikes: 'fold', tabs: 8 }
    const outcome = (body: AsyncIterable<Uint8Array>): Promise<unknown> =>
      decoded(decoder(options), body).then(
        ({ read }) => read,
        (error: unknown) => (error instanceof FeedError ? error.code : error),
      )
    await fc.assert(
      fc.asyncProperty(chaos, fc.integer({ min: 1, max: 5 }), async (body, size) => {
        expect(await outcome(inPieces(Buffer.from(body), size))).toEqual(await outcome(bodyOf(body)))
      }),
    )
  })
})

describe('a hostile text', () => {
  test('of one line that does not end stops early', async () => {
    let given = 0
    async function* endless(): AsyncIterable<Uint8Array> {
      for (; given < 50; given++) yield Buffer.alloc(1_000_000, 'x')
    }
    const error: unknown = await decoded(decoder(), endless()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'DECODE_TOO_LARGE', place: 'L1' })
    expect(given).toBeLessThan(4)
  })

  test('of a million short lines is read within its limit, and one more line is refused', async () => {
    async function* short(): AsyncIterable<Uint8Array> {
      for (let at = 0; at < 100; at++) yield Buffer.alloc(20_000, 'x\n')
    }
    const limits = { ...roomy, rows: 1_000_000 }
    const count = async (rows: number): Promise<number> => {
      const document = await decoder().decode(payloadOf(short()), { ...limits, rows }, never)
      let seen = 0
      if (document.shape === 'text') for await (const batch of document.lines) seen += batch.length
      return seen
    }
    expect(await count(1_000_000)).toBe(1_000_000)
    await expect(count(999_999)).rejects.toMatchObject({ code: 'DECODE_TOO_MANY_ROWS', place: 'L1000000' })
  })

  test('with a zero byte is no text', async () => {
    expect(await refusal(decoder(), 'A\n B\0\n')).toMatchObject({ code: 'DECODE_ENCODING', place: 'L2:3' })
    expect((await refusal(decoder({ encoding: 'cp437' }), 'A\n B\0\n')).place).toBe('L2:3')
  })
})
