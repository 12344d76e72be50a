import { feedError } from '../../errors/feed-error.ts'
import type { Values } from './records.ts'

/** How a workbook of its age writes a text, whose length stands before it in one or two bytes. */
export type Encoded = (values: Values, lengthBytes: 1 | 2) => string

const lengthOf = (values: Values, bytes: 1 | 2): number => (bytes === 1 ? values.u8() : values.u16())

/** Since 1997: characters of one or two bytes, with their looks behind them. */
export const unicodeText: Encoded = (values, lengthBytes) => {
  const length = lengthOf(values, lengthBytes)
  const flags = values.u8()
  const looks = flags & 8 ? values.u16() * 4 : 0
  const aloud = flags & 4 ? values.u32() : 0
  const text = values.unicode(length, (flags & 1) === 1)
  values.skip(looks + aloud)
  return text
}

/** Before: bytes in the code page of the workbook. */
export function byteText(codePage: number): Encoded {
  const label = codePages.get(codePage) ?? `windows-${codePage}`
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(label)
  } catch {
    throw feedError('DECODE_ENCODING_UNKNOWN', { encoding: `code page ${codePage}` }, { place: 'L1' })
  }
  return (values, lengthBytes) => decoder.decode(values.bytes(lengthOf(values, lengthBytes)))
}

const codePages: ReadonlyMap<number, string> = new Map([
  [866, 'ibm866'],
  [932, 'shift_jis'],
  [936, 'gbk'],
  [949, 'euc-kr'],
  [950, 'big5'],
  [10_000, 'macintosh'],
  [32_768, 'macintosh'],
  [32_769, 'windows-1252'],
])
