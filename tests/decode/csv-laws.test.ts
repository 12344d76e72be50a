import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CsvOptions } from '../../engine/decode/csv/options.ts'
import { csv } from '../../engine/decode/csv.ts'
import type { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded } from '../conformance/decoder.ts'
import { inPieces } from '../conformance/unpacker.ts'
import { rfc4180 } from './rfc4180.ts'

const decoder = (options: CsvOptions = {}): ReturnType<typeof csv.create> =>
  csv.create(options, { position: () => undefined, report: () => {} })

describe('csv', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', '\n', '\r', '\r\n', ' ', '7') })
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }))
    .filter((rows) => rows.every((row) => row.length > 1 || row[0] !== ''))
  const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`
  const breaks = fc.constantFrom('\n', '\r\n', '\r')

  test('what was written is read, from pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(table, breaks, fc.integer({ min: 1, max: 9 }), async (rows, end, size) => {
        const names = (rows[0] ?? ['x']).map((_, at) => `c${at}`)
        const text = [names, ...rows].map((row) => row.map(quoted).join(',') + end).join('')
        const read = (await decoded(decoder(), inPieces(Buffer.from(text), size))).rows
        expect(read.map(({ value }) => Object.values(value as object))).toEqual(rows)
        for (const { place, value } of read) {
          const shown = (await decoder().excerpt(Buffer.from(text), place))?.text
          expect(shown).toBe(
            Object.values(value as Record<string, string>)
              .map(quoted)
              .join(','),
          )
        }
      }),
    )
  })

  test('pieces never change what comes of any text', async () => {
    const chaos = fc.string({ unit: fc.constantFrom('a', '"', '""', ',', '\n', '\r', 'é'), maxLength: 30 })
    const outcome = async (body: AsyncIterable<Uint8Array>): Promise<unknown> =>
      decoded(decoder(), body).then(
        ({ rows }) => rows,
        (error: FeedError) => [error.code, error.place],
      )
    await fc.assert(
      fc.asyncProperty(chaos, fc.integer({ min: 1, max: 5 }), async (text, size) => {
        const bytes = Buffer.from(`h,i\n${text}`)
        expect(await outcome(inPieces(bytes, size))).toEqual(await outcome(bodyOf(bytes)))
      }),
    )
  })

  test('any text is read by the letter of RFC 4180, or refused', async () => {
    const chaos = fc.string({ unit: fc.constantFrom('a', '"', '""', ',', '\n', '\r', '\r\n'), maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(chaos, async (text) => {
        const records = rfc4180(`h\n${text}`)?.slice(1)
        const width = records?.[0]?.length ?? 1
        const right = records?.every((record) => record.length === width) ? records : undefined
        const columns = Array.from({ length: width }, (_, at) => `c${at}`)
        const options = { header: false, columns, skip_lines: 1 }
        const read = await decoded(decoder(options), bodyOf(`h\n${text}`)).catch(() => undefined)
        expect(read?.rows.map(({ value }) => Object.values(value as object))).toEqual(right)
      }),
      { numRuns: 500 },
    )
  })
})
