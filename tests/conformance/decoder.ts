import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DecodeLimits, Decoder } from '../../engine/decode/decoder.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import type { Document, MarkupNode, Row, Sheet } from '../../engine/model/row.ts'
import { failure, inPieces, never, payloadOf } from './unpacker.ts'

export const roomy: DecodeLimits = {
  rows: 100_000,
  depth: 100,
  treeBytes: 1_000_000,
  inflatedBytes: 5_000_000,
  members: 1000,
}

/** Decodes a body; rows are read to their end, whatever comes of it. */
export async function decoded(
  decoder: Decoder,
  body: AsyncIterable<Uint8Array>,
  limits: DecodeLimits = roomy,
  signal: AbortSignal = never,
): Promise<{ document: Document; rows: readonly Row[]; read: readonly unknown[] }> {
  const document = await decoder.decode(payloadOf(body), limits, signal)
  const rows: Row[] = []
  const read: unknown[] = []
  if (document.shape === 'rows') for await (const batch of document.rows) rows.push(...batch)
  if (document.shape === 'text') for await (const batch of document.lines) read.push(...batch)
  if (document.shape === 'grid') for await (const sheet of document.sheets) read.push(plainly(sheet))
  return { document, rows, read }
}

const plainly = ({ name, rows, merged, hidden }: Sheet): unknown => ({
  name,
  merged,
  hidden,
  rows: rows.map(({ cells, place, placeOf, hidden: unseen, hiddenCells }) => ({
    cells,
    place,
    hidden: unseen,
    ...(hiddenCells === undefined ? {} : { hiddenCells }),
    places: placeOf && cells.map((_, column) => placeOf(column)),
  })),
})

/** All that a document says, as plain data: for comparing two of them. */
export function said({ document, rows, read }: Awaited<ReturnType<typeof decoded>>): unknown {
  if (document.shape === 'tree') return document.root
  if (document.shape === 'text' || document.shape === 'grid') return read
  if (document.shape === 'rows') return { rows, columns: document.columns }
  const outline = (node: MarkupNode): unknown => [node.place, node.text]
  return [outline(document.root), ...document.root.select('*').map(outline)]
}

/** The error that decoding a body must end in. */
export const refusal = (
  decoder: Decoder,
  body: string | Uint8Array,
  limits?: DecodeLimits,
): ReturnType<typeof failure> => failure(decoded(decoder, bodyOf(body), limits))

export interface DecoderSuite {
  readonly decoder: Decoder
  /** A sound body, of at least two rows where the format has rows. */
  readonly input: string | Uint8Array
  /** Bytes at its end that it can lose without harm: a last line break. */
  readonly spare?: number
  /** Bodies that are broken, with code and place of the error. */
  readonly broken: readonly (readonly [body: string, code: string, place: string])[]
  /** A body nested so many levels deep; a text says why there is none. */
  readonly nested: ((levels: number) => string) | string
  /** Pieces of text that stand in the excerpt of each row; a text says why there are none. */
  readonly inExcerpt: ((row: Row) => readonly string[]) | string
}

const strangers: readonly (readonly [kind: string, body: string | Uint8Array])[] = [
  ['an HTML page', '\n<!-- saved -->\n<!DOCTYPE html>\n<html><body>Not found</body></html>'],
  ['XML', '\ufeff<?xml version="1.0"?>\n<error>Not found</error>'],
  ['JSON', '{"error": "not found"}'],
  ['a zip archive', 'PK\x03\x04 and more'],
  ['a workbook (.xlsx)', `PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml and more`],
  [
    'a workbook in XML (SpreadsheetML)',
    '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
  ],
  ['gzip data', gzipSync('County,Votes\n')],
  ['a PDF', '%PDF-1.4 and more'],
  ['a PNG image', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])],
  ['an old Office file (OLE2)', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0])],
]

/** What every decoder owes its callers. `like` names what its own bodies look like. */
export function decoderConformance(like: readonly string[], suite: DecoderSuite): void {
  const { decoder, input } = suite
  const bytes = bufferOf(input)
  const isText = typeof input === 'string'
  const whole = async (): Promise<unknown> => said(await decoded(decoder, bodyOf(bytes)))

  describe('as any decoder', () => {
    test.each([1, 2, 7, 4096])('gives the same from pieces of %i bytes', async (size) => {
      expect(said(await decoded(decoder, inPieces(bytes, size)))).toEqual(await whole())
      if (!isText) return
      const marked = inPieces(Buffer.from(`\ufeff${input}`), size)
      expect(said(await decoded(decoder, marked))).toEqual(await whole())
    })

    test('gives the shape that it promises', async () => {
      expect((await decoded(decoder, bodyOf(bytes))).document.shape).toBe(decoder.gives)
    })

    test('a body that is cut anywhere ends in a coded error, never in less', async () => {
      for (let length = 0; length < bytes.byteLength - (suite.spare ?? 0); length++) {
        const { code, message } = await refusal(decoder, bytes.subarray(0, length))
        expect(code, `cut to ${length} bytes: ${message}`).toMatch(/^DECODE_/)
      }
    })

    test('a body that was changed anywhere ends the same from pieces of any size', async () => {
      const edit = fc.tuple(
        fc.nat(bytes.byteLength),
        fc.nat(3),
        fc.constantFrom(...'<>&"/{}[],:;\\\n\r aé0'.split('')),
      )
      const outcome = (body: AsyncIterable<Uint8Array>): Promise<unknown> =>
        decoded(decoder, body).then(said, ({ code, place }: FeedError) => [code, place])
      await fc.assert(
        fc.asyncProperty(
          fc.array(edit, { minLength: 1, maxLength: 3 }),
          fc.integer({ min: 1, max: 9 }),
          async (edits, size) => {
            const changed = edits.reduce(
              (body, [at, cut, put]) =>
                Buffer.concat([body.subarray(0, at), Buffer.from(put), body.subarray(at + cut)]),
              bytes,
            )
            expect(await outcome(inPieces(changed, size))).toEqual(await outcome(bodyOf(changed)))
          },
        ),
        { numRuns: 300 },
      )
    })

    test.each(suite.broken)('%j is %s at %s', async (body, code, place) => {
      for (const size of [1, 4096]) {
        const error = await failure(decoded(decoder, inPieces(Buffer.from(body), size)))
        expect([error.code, error.place]).toEqual([code, place])
      }
    })

    test.each(strangers.filter(([kind]) => !like.includes(kind)))(
      'says so when it gets %s',
      async (kind, body) => {
        const error = await refusal(decoder, body)
        expect([error.code, error.place]).toEqual(['DECODE_CONTRADICTED', 'L1'])
        expect(error.message).toContain(kind)
      },
    )

    test.each(['', ' \r\n\t\n', '\ufeff\n'])('a body of %j is empty', async (body) => {
      expect((await refusal(decoder, body)).code).toBe('DECODE_EMPTY')
    })

    test('stops at its limit of rows or bytes', async () => {
      const { rows, read } = await decoded(decoder, bodyOf(bytes))
      const streamed = decoder.gives === 'rows' ? rows : decoder.gives === 'text' ? read : undefined
      const size = streamed ? { rows: streamed.length } : { treeBytes: bytes.byteLength }
      const code = streamed ? 'DECODE_TOO_MANY_ROWS' : 'DECODE_TOO_LARGE'
      await decoded(decoder, bodyOf(bytes), { ...roomy, ...size })
      const less = streamed ? { rows: 1 } : { treeBytes: bytes.byteLength - 1 }
      expect((await refusal(decoder, bytes, { ...roomy, ...less })).code).toBe(code)
    })

    test('stops when the signal aborts', async () => {
      const stopped = AbortSignal.abort(new Error('stop'))
      await expect(decoded(decoder, bodyOf(bytes), roomy, stopped)).rejects.toThrow('stop')
    })

    test('closes the body, however it ends', async () => {
      for (const body of [input, ...suite.broken.map(([broken]) => broken), '%PDF-1.4 and more']) {
        let closed = false
        async function* watched(): AsyncIterable<Uint8Array> {
          try {
            yield* inPieces(bufferOf(body), 7)
            yield* inPieces(Buffer.from(' '.repeat(2000)), 7)
          } finally {
            closed = true
          }
        }
        await decoded(decoder, watched()).catch(() => {})
        expect(closed).toBe(true)
      }
    })

    const { nested, inExcerpt } = suite
    test.skipIf(typeof nested === 'string')(
      `takes nesting to its limit and no deeper${why(nested)}`,
      async () => {
        if (typeof nested === 'string') return
        await decoded(decoder, bodyOf(nested(20)), { ...roomy, depth: 20 })
        const error = await refusal(decoder, nested(21), { ...roomy, depth: 20 })
        expect([error.code, error.place]).toEqual(['DECODE_TOO_DEEP', expect.stringMatching(/^L\d+/)])
        expect((await refusal(decoder, nested(100_000), { ...roomy, treeBytes: 1e8 })).code).toBe(
          'DECODE_TOO_DEEP',
        )
      },
    )

    test.skipIf(typeof inExcerpt === 'string')(
      `shows the raw text of each row${why(inExcerpt)}`,
      async () => {
        if (typeof inExcerpt === 'string') return
        const found = await decoded(decoder, bodyOf(bytes))
        const rows = found.document.shape === 'grid' ? found.read.flatMap(rowsOfSheet) : found.rows
        expect(rows.length).toBeGreaterThan(1)
        for (const row of rows) {
          const excerpt = await decoder.excerpt(bytes, row.place)
          expect(row.place).toMatch(new RegExp(`^(?:L|.*!)${excerpt?.line}(:\\d+)?$`))
          for (const piece of inExcerpt(row)) expect(excerpt?.text).toContain(piece)
        }
      },
    )

    test.each(['', 'L0', 'L999999', 'L', '$.no.such[7]', 'nonsense'])(
      'has no excerpt for %j',
      async (place) => {
        expect(await decoder.excerpt(bytes, place)).toBeUndefined()
      },
    )
  })
}

const bufferOf = (body: string | Uint8Array): Buffer =>
  typeof body === 'string' ? Buffer.from(body) : Buffer.from(body)

/** Rows of cells as other rows: the value of each is the list of its cells. */
const rowsOfSheet = (sheet: unknown): readonly Row[] =>
  (sheet as Sheet).rows.map(({ cells, place }) => ({ value: cells, place }))

/** What a case that is left out says of itself. */
const why = (given: unknown): string => (typeof given === 'string' ? ` is left out: ${given}` : '')
