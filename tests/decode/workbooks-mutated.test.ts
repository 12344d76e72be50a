import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FeedError } from '../../engine/errors/feed-error.ts'
import { bodyOf } from '../../engine/flow/collect.ts'
import { decoded } from '../conformance/decoder.ts'
import { type WorkbookKind, workbookBytes } from '../helpers/workbook.ts'
import { type Biff, compoundFile, f64, u16, u32, workbookOf } from './biff.ts'
import { decoderOf } from './workbook-samples.ts'
import { xlsxOf } from './xlsx-parts.ts'

/** Whatever bytes come: sheets, or an error of the catalogue. Anything else that is thrown is a bug. */
async function outcome(kind: WorkbookKind, bytes: Uint8Array): Promise<string> {
  try {
    await decoded(decoderOf(kind), bodyOf(bytes))
    return 'sheets'
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return error.code
  }
}
const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })
const changed = (bytes: Uint8Array, edits: readonly (readonly [number, number])[]): Buffer => {
  const copy = Buffer.from(bytes)
  for (const [at, value] of edits) copy[at % copy.length] = value
  return copy
}
const rows = [
  ['County', 'Ada', { value: 0.5, format: '0.0%' }],
  ['Adams', 12, { value: 43_263, format: 'm/d/yyyy' }],
]
const description = { sheets: [{ name: 'Total', rows, merged: ['A1:B1'] }] }

describe('bytes that were changed anywhere', () => {
  test.each(['xlsx', 'xls', 'xls5', 'xml'] as const)('are sheets or a coded error: %s', async (kind) => {
    const bytes = workbookBytes(kind, description)
    await fc.assert(
      fc.asyncProperty(changes, async (edits) => {
        expect(await outcome(kind, changed(bytes, edits))).toMatch(/^(sheets|DECODE_\w+)$/)
      }),
      { numRuns: 500 },
    )
  })

  test('are so inside a workbook whose checksums are right', async () => {
    const sheet = Buffer.from(
      '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.5</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>',
    )
    const styles = Buffer.from(
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%;[Red]m/d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    )
    await fc.assert(
      fc.asyncProperty(changes, changes, async (one, other) => {
        const puts = [
          { name: 'xl/worksheets/sheet1.xml', body: changed(sheet, one) },
          { name: 'xl/styles.xml', body: changed(styles, other) },
        ]
        const bytes = xlsxOf({ strings: '<si><t>Ada</t></si>', puts })
        expect(await outcome('xlsx', bytes)).toMatch(/^(sheets|DECODE_\w+)$/)
      }),
      { numRuns: 500 },
    )
  })
})

test('records of any kind and length are sheets or a coded error', async () => {
  const kinds = [0x203, 0x27e, 0xbd, 0xfd, 0x204, 0xd6, 0x205, 0x06, 0x207, 0xe5, 0x208, 0x3c, 0x0a, 0x809]
  const record = fc.tuple(fc.constantFrom(...kinds), fc.uint8Array({ maxLength: 24 }))
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 8 }),
      fc.array(record, { maxLength: 4 }),
      async (cells, shared) => {
        const records = (given: readonly (readonly [number, Uint8Array])[]): Biff[] =>
          given.map(([kind, body]) => [kind, Buffer.from(body)])
        const globals: readonly Biff[] = [
          [0xfc, u32(1), u32(1), u16(1), Buffer.from([0, 65])],
          ...records(shared),
        ]
        const file = compoundFile(
          workbookOf([...records(cells), [0x203, u16(0), u16(0), u16(0), f64(1)]], globals),
        )
        expect(await outcome('xls', file)).toMatch(/^(sheets|DECODE_\w+)$/)
      },
    ),
    { numRuns: 500 },
  )
})
