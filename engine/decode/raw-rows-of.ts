import { isAscii } from 'node:buffer'
import { feedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import { contentOf } from './content.ts'
import type { DecodeLimits, Decoder } from './decoder.ts'
import { type Scheme, schemeOf } from './encodings.ts'
import { placeText } from './lines.ts'
import type { RawBody } from './raw-body.ts'
import { rawRecords } from './raw-records.ts'
import type { RawBatch, RawRows } from './raw-rows.ts'
import { type RawRules, rawEncodings } from './record-cutter.ts'
import { type RecordWindows, recordWindows } from './record-windows.ts'

/** One record of a format, in its own text. */
export interface RawRecord {
  readonly text: string
  readonly line: number
}

/** How rows come of the records of one body. */
export interface RawReading {
  readonly columns?: readonly string[]
  readonly decode: (record: RawRecord) => Json
}

export interface RawFormat extends RawRules {
  readonly format: Parameters<typeof contentOf>[1]
  /** Whether the first record says how the others are read. */
  readonly header: boolean
  read(header: RawRecord | undefined, limits: DecodeLimits): RawReading
}

/** What a decoder offers of a format whose rows depend on nothing but their records and the header; else nothing. */
export function rawRowsOf(format: RawFormat): Pick<Decoder, 'rawRows'> {
  if (!rawEncodings.includes(format.encoding)) return {}
  return {
    async rawRows(payload, limits, seed, signal): Promise<RawRows> {
      const body = await contentOf(payload.body, format.format, signal)
      const scheme = schemeOf(format.encoding)
      // What is skipped is no row, and a full pass decodes it all the same.
      const skipped = (bytes: Buffer, line: number): void => assertGood(bytes, scheme, line)
      const windows = recordWindows(body, format, skipped, signal)
      try {
        const header = format.header ? await headerOf(windows, scheme) : undefined
        const { columns, decode } = format.read(header, limits)
        return {
          shared: JSON.stringify(header?.text ?? ''),
          ...(columns === undefined ? {} : { columns }),
          read(last, room) {
            const textOf = textIn(windows, scheme, last === undefined ? 1 : many)
            const { body: passed, batch } = rawRecords(windows, seed, last, room, (start, end, line) => {
              const text = textOf(start, end, line)
              return { value: decode({ text, line }), place: placeText(line) }
            })
            return { body: passed, batches: batches(windows, format.header, batch, passed, limits) }
          },
        }
      } catch (thrown) {
        await windows.all.return()
        throw thrown
      }
    },
  }
}

/** The first record that there is. */
async function headerOf(windows: RecordWindows, scheme: Scheme): Promise<RawRecord> {
  const span = new Uint32Array(3)
  do
    // oxlint-disable-next-line no-await-in-loop -- one after the other, until there is one
    if (!(await isNext(windows.all)))
      throw feedError('DECODE_HEADER', { problem: 'there is none' }, { place: placeText(1) })
  while (windows.cutter.cut(span, 1) === 0)
  const [start, end, line] = span as unknown as [number, number, number]
  return { text: textIn(windows, scheme, many)(start, end, line), line }
}

/** The same one for each window. `isBegun`: the first one came already. */
async function* batches(
  { all }: RecordWindows,
  isBegun: boolean,
  batch: RawBatch,
  body: RawBody,
  { rows }: DecodeLimits,
): AsyncIterable<RawBatch> {
  try {
    // oxlint-disable no-await-in-loop -- one after the other
    for (let isThere = isBegun || (await isNext(all)); isThere; isThere = await isNext(all)) {
      yield batch
      if (body.count > rows)
        throw feedError('DECODE_TOO_MANY_ROWS', { limit: rows }, { place: placeText(body.lines[rows] ?? 0) })
    }
  } finally {
    await all.return()
  }
}

const isNext = async (all: AsyncIterator<void>): Promise<boolean> => (await all.next()).done !== true

/** So many records of a window are worth looking at all of it. */
const many = 50

/**
 * The texts of records. What is ASCII needs no decoding, in any of these encodings: whether a window is as a whole is looked
 * at once, for the record that is asked for as number `whole`. Others are looked at one by one.
 */
function textIn(
  windows: RecordWindows,
  scheme: Scheme,
  whole: number,
): (start: number, end: number, line: number) => string {
  let seen: Buffer | undefined
  let asked = 0
  let isPlain = false
  return (start, end, line) => {
    const { bytes } = windows.cutter
    if (bytes !== seen) {
      seen = bytes
      asked = 0
      isPlain = false
    }
    asked += 1
    if (asked === whole) isPlain = isAscii(bytes) && !bytes.includes(0)
    if (isPlain || isPlainPart(bytes, start, end)) return bytes.toString('latin1', start, end)
    const record = bytes.subarray(start, end)
    assertGood(record, scheme, line)
    return scheme.text(record)
  }
}

/** Has it nothing but ASCII, and no zeros? Of so few bytes each is seen sooner than others are asked about all of them. */
function isPlainPart(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (byte === 0 || byte > 127) return false
  }
  return true
}

function assertGood(bytes: Buffer, scheme: Scheme, line: number): void {
  if (scheme.good(bytes) === bytes.byteLength) return
  const problem = 'it has bytes that are none of its encoding'
  throw feedError('DECODE_FAILED', { format: 'text', problem }, { place: placeText(line) })
}
