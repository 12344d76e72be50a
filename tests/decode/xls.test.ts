import { describe, expect, test } from 'vitest'
import { refusal, roomy } from '../conformance/decoder.ts'
import { type Biff, begin, compoundFile, f64, stream, u8, u16, u32, workbookOf } from './biff.ts'
import { decoderOf, sheetsOf } from './workbook-samples.ts'

const decoder = decoderOf('xls')
const at = (row: number, column: number) => [u16(row), u16(column), u16(0)] as const
const number = (row: number, column: number, value: number): Biff => [0x203, ...at(row, column), f64(value)]
const cells = async (...records: readonly Biff[]): Promise<unknown> =>
  (await sheetsOf(decoder, compoundFile(workbookOf(records))))[0]?.rows.map((row) => row.cells)

describe('what cells of an old workbook say', () => {
  test('numbers in four bytes are whole, of hundredths, or the first half of a double', async () => {
    const packed = (whole: number): number => ((whole << 2) | 2) >>> 0
    const records: Biff[] = [
      [0x27e, ...at(0, 0), u32(packed(1204))],
      [0x27e, ...at(0, 1), u32((packed(4510) | 1) >>> 0)],
      [0x27e, ...at(0, 2), u32(0x3ff80000)],
      [0x27e, ...at(0, 3), u32(packed(-3))],
      [0xbd, u16(1), u16(1), u16(0), u32(packed(5)), u16(0), u32(packed(6)), u16(2)],
    ]
    expect(await cells(...records)).toEqual([
      ['1204', '45.1', '1.5', '-3'],
      ['', '5', '6'],
    ])
  })

  test('the text of a formula comes behind it', async () => {
    const formula: Biff = [0x06, ...at(0, 0), Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]), Buffer.alloc(8)]
    expect(await cells(formula, [0x207, u16(2), u8(0), Buffer.from('ab')], number(0, 1, 1))).toEqual([
      ['ab', '1'],
    ])
    const error = await refusal(decoder, compoundFile(workbookOf([formula, number(0, 1, 1)])))
    expect([error.code, error.place]).toEqual(['DECODE_CELL_VALUE', 'S!A1'])
  })

  test('shared texts go on in the next record, in wider signs if need be', async () => {
    const shared: Biff[] = [
      [0xfc, u32(2), u32(2), u16(4), u8(0), Buffer.from('ab')],
      [0x3c, u8(1), Buffer.from('ñd', 'utf16le'), u16(1), u8(8), u16(1), Buffer.from('x'), Buffer.alloc(4)],
    ]
    const file = compoundFile(
      workbookOf(
        [
          [0xfd, ...at(0, 0), u32(0)],
          [0xfd, ...at(0, 1), u32(1)],
        ],
        shared,
      ),
    )
    expect((await sheetsOf(decoder, file))[0]?.rows[0]?.cells).toEqual(['abñd', 'x'])
  })

  test('hidden rows say so, and charts on a sheet have no cells', async () => {
    const row: Biff = [0x208, u16(0), Buffer.alloc(10), u16(0x20), u16(0)]
    const file = compoundFile(
      workbookOf([row, number(0, 0, 1), begin(0x20), number(0, 0, 7), [0x0a], number(0, 1, 2)]),
    )
    expect((await sheetsOf(decoder, file))[0]?.rows[0]).toMatchObject({ cells: ['1', '2'], hidden: true })
  })

  test('columns that are hidden or have no width say so, and rows without height are hidden', async () => {
    const column = (nth: number, width: number, flags: number): Biff => [
      0x7d,
      u16(nth),
      u16(nth),
      u16(width),
      u16(0),
      u16(flags),
      u16(0),
    ]
    const flat: Biff = [0x208, u16(1), Buffer.alloc(4), u16(0), Buffer.alloc(4), u16(0), u16(0)]
    const high: Biff = [0x208, u16(0), Buffer.alloc(4), u16(255), Buffer.alloc(4), u16(0), u16(0)]
    const figures = [0, 1].flatMap((row) => [number(row, 0, 1), number(row, 1, 2), number(row, 2, 3)])
    const file = compoundFile(
      workbookOf([column(0, 2048, 0), column(1, 2048, 1), column(2, 0, 0), high, flat, ...figures]),
    )
    const rows = (await sheetsOf(decoder, file))[0]?.rows as readonly object[]
    expect(rows[0]).toMatchObject({ hiddenCells: [1, 2] })
    expect(Reflect.get(rows[0] ?? {}, 'hidden')).toBeUndefined()
    expect(rows[1]).toMatchObject({ hidden: true })
  })
})

describe('a file that is not whole', () => {
  const content = workbookOf(Array.from({ length: 400 }, (_, row) => number(row, 0, row)))
  const file = compoundFile(content)

  test('may leave its last sector short', async () => {
    const short = file.subarray(0, 512 * 3 + content.length)
    expect(short.length % 512).not.toBe(0)
    expect(await sheetsOf(decoder, short)).toEqual(await sheetsOf(decoder, file))
  })

  test('is cut off where a byte of a stream is missing', async () => {
    for (const length of [100, 600, 1100, 1600, 512 * 3 + content.length - 1])
      expect((await refusal(decoder, file.subarray(0, length))).code).toBe('DECODE_FAILED')
  })

  test('is cut off where a sheet has no end', async () => {
    const error = await refusal(
      decoder,
      compoundFile(Buffer.concat([workbookOf([number(0, 0, 1)], [], [])]).subarray(0)),
    )
    expect([error.code, error.message]).toEqual(['DECODE_FAILED', expect.stringContaining('cut off')])
  })
})

describe('hostile old workbooks', () => {
  const sound = workbookOf([number(0, 0, 1)])
  test.each<readonly [what: string, code: string, file: Buffer]>([
    [
      'a chain of sectors that comes back',
      'DECODE_FAILED',
      compoundFile(sound, 'Workbook', { next: 2, size: 1e9 }),
    ],
    ['a stream larger than its chain', 'DECODE_FAILED', compoundFile(sound, 'Workbook', { size: 1e9 })],
    ['a chain that leads nowhere', 'DECODE_FAILED', compoundFile(sound, 'Workbook', { next: 9999 })],
    ['a password', 'DECODE_ENCRYPTED', compoundFile(workbookOf([], [[0x2f, u16(1)]]))],
    ['an encrypted new workbook', 'DECODE_ENCRYPTED', compoundFile(sound, 'EncryptedPackage')],
    ['a text document', 'DECODE_CONTRADICTED', compoundFile(sound, 'WordDocument')],
    [
      'a record longer than the stream',
      'DECODE_FAILED',
      compoundFile(Buffer.concat([stream(begin(5)), Buffer.from([1, 0, 255, 255])])),
    ],
    [
      'shared texts that are not there',
      'DECODE_FAILED',
      compoundFile(workbookOf([], [[0xfc, u32(9), u32(0xffffffff), u16(1)]])),
    ],
    [
      'a sheet that begins nowhere',
      'DECODE_FAILED',
      compoundFile(
        Buffer.concat([stream(begin(5), [0x85, u32(1e6), u8(0), u8(0), Buffer.from([1, 0, 83])], [0x0a])]),
      ),
    ],
    [
      'a cell that stands twice',
      'DECODE_FAILED',
      compoundFile(workbookOf([number(0, 0, 1), number(0, 0, 2)])),
    ],
    ['an error', 'DECODE_CELL_ERROR', compoundFile(workbookOf([[0x205, ...at(0, 0), u8(0x17), u8(1)]]))],
  ])('%s is %s', async (_, code, file) => {
    expect((await refusal(decoder, file)).code).toBe(code)
  })

  test('sheets that overlap are not read again and again', async () => {
    const sheets = (start: number): Buffer =>
      stream(
        begin(5),
        ...Array.from(
          { length: 20 },
          (_, index): Biff => [0x85, u32(start), u8(0), u8(0), Buffer.from([1, 0, 65 + index])],
        ),
        [0x0a],
      )
    const sheet = stream(
      begin(0x10),
      ...Array.from({ length: 300 }, (): Biff => [0x201, Buffer.alloc(100)]),
      [0x0a],
    )
    const file = compoundFile(Buffer.concat([sheets(sheets(0).length), sheet]))
    expect((await refusal(decoder, file)).message).toContain('overlap')
  })

  test('rows are bounded', async () => {
    const file = compoundFile(workbookOf([number(60_000, 0, 1)]))
    const error = await refusal(decoder, file, { ...roomy, rows: 1000 })
    expect([error.code, error.place]).toEqual(['DECODE_TOO_MANY_ROWS', 'S!A60001'])
  })
})
