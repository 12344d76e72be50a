/** A record of an old workbook: its kind, and its values. */
export type Biff = readonly [
  kind: number,
  ...values: (readonly [value: number, bytes: 1 | 2 | 4 | 8] | Buffer)[],
]

export const u8 = (value: number) => [value, 1] as const
export const u16 = (value: number) => [value, 2] as const
export const u32 = (value: number) => [value, 4] as const
export const f64 = (value: number) => [value, 8] as const

export function stream(...records: readonly Biff[]): Buffer {
  return Buffer.concat(
    records.map(([kind, ...values]) => {
      const body = Buffer.concat(values.map((value) => (Buffer.isBuffer(value) ? value : bytesOf(value))))
      return Buffer.concat([bytesOf(u16(kind)), bytesOf(u16(body.length)), body])
    }),
  )
}

function bytesOf([value, bytes]: readonly [number, 1 | 2 | 4 | 8]): Buffer {
  const made = Buffer.alloc(bytes)
  if (bytes === 8) made.writeDoubleLE(value)
  else made.writeUIntLE(value, 0, bytes)
  return made
}

const end: Biff = [0x0a]
export const begin = (kind: number): Biff => [0x809, u16(0x600), u16(kind), Buffer.alloc(12)]

/** A workbook of one sheet, "S", with these records; `shared` stand before the sheets. */
export function workbookOf(
  cells: readonly Biff[],
  shared: readonly Biff[] = [],
  sheetEnd: readonly Biff[] = [end],
): Buffer {
  const name = Buffer.from([1, 0, 0x53])
  const globals = (start: number): Buffer =>
    stream(begin(5), ...shared, [0x85, u32(start), u8(0), u8(0), name], end)
  return Buffer.concat([globals(globals(0).length), stream(begin(0x10), ...cells, ...sheetEnd)])
}

/** A compound file with one stream: header, table of sectors, directory, and the stream in the sectors behind. */
export function compoundFile(
  content: Buffer,
  name = 'Workbook',
  lies: { next?: number; size?: number } = {},
): Buffer {
  // Small streams would lie elsewhere.
  const padded = Buffer.concat([content, Buffer.alloc(Math.max(0, 4096 - content.length))])
  const sectors = Math.ceil(padded.length / 512)
  const header = Buffer.alloc(512, 0xff)
  header.fill(0, 8, 76)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(1, 44)
  header.writeUInt32LE(1, 48)
  header.writeUInt32LE(4096, 56)
  header.writeUInt32LE(0xfffffffe, 60)
  header.writeUInt32LE(0xfffffffe, 68)
  header.writeUInt32LE(0, 76)
  const fat = Buffer.alloc(512, 0xff)
  fat.writeUInt32LE(0xfffffffd, 0)
  fat.writeUInt32LE(0xfffffffe, 4)
  for (let at = 0; at < sectors; at++)
    fat.writeUInt32LE(at === sectors - 1 ? 0xfffffffe : at + 3, (at + 2) * 4)
  if (lies.next !== undefined) fat.writeUInt32LE(lies.next, 2 * 4)
  const directory = Buffer.alloc(512)
  for (const [at, title, kind, start, size] of [
    [0, 'Root Entry', 5, 0xfffffffe, 0],
    [1, name, 2, 2, lies.size ?? padded.length],
  ] as const) {
    directory.write(title, at * 128, 'utf16le')
    directory.writeUInt16LE(title.length * 2 + 2, at * 128 + 64)
    directory.writeUInt8(kind, at * 128 + 66)
    directory.writeUInt32LE(start, at * 128 + 116)
    directory.writeUInt32LE(size, at * 128 + 120)
  }
  return Buffer.concat([header, fat, directory, padded])
}
