import { isAscii } from 'node:buffer'
import { feedError } from '../errors/feed-error.ts'
import type { Json } from '../model/json.ts'
import { contentOf } from './content.ts'
import type { DecodeLimits, Decoder } from './decoder.ts'
import { type Scheme, schemeOf } from './encodings.ts'
import { placeText } from './lines.ts'
import { type RawRecords, type RawRules, rawEncodings, rawRecordsOf } from './raw-records.ts'
import type { RawBatch } from './raw-rows.ts'

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
    async rawRows(payload, limits, seed, signal) {
      const body = await contentOf(payload.body, format.format, signal)
      const source = rawRecordsOf(body, format, seed, signal)
      try {
        const first = format.header ? await firstOf(source) : undefined
        const scheme = schemeOf(format.encoding)
        const header = first && recordsIn(first, scheme)(0)
        const { columns, decode } = format.read(header, limits)
        return {
          shared: JSON.stringify(header?.text ?? ''),
          ...(columns === undefined ? {} : { columns }),
          batches: batches(first, source, limits, (records) => {
            const record = recordsIn(records, scheme)
            return (n) => decode(record(n))
          }),
        }
      } catch (thrown) {
        await source.return()
        throw thrown
      }
    },
  }
}

/** The first records that there are. */
async function firstOf(source: AsyncGenerator<RawRecords, void, undefined>): Promise<RawRecords> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, until there are some
    const next = await source.next()
    if (next.done === true)
      throw feedError('DECODE_HEADER', { problem: 'there is none' }, { place: placeText(1) })
    if (next.value.count > 0) return next.value
  }
}

async function* batches(
  first: RawRecords | undefined,
  source: AsyncGenerator<RawRecords, void, undefined>,
  limits: DecodeLimits,
  decoding: (records: RawRecords) => (n: number) => Json,
): AsyncIterable<RawBatch> {
  let rows = 0
  const batch = (records: RawRecords, from: number): RawBatch => {
    const place = (n: number): string => placeText(lineOf(records, n + from))
    const count = records.count - from
    const decode = decoding(records)
    rows += count
    if (rows > limits.rows)
      throw feedError('DECODE_TOO_MANY_ROWS', { limit: limits.rows }, { place: place(count - 1) })
    return {
      count,
      hashes: records.hashes.subarray(from * 2, records.count * 2),
      line: (n) => lineOf(records, n + from),
      row: (n) => ({ value: decode(n + from), place: place(n) }),
    }
  }
  try {
    if (first) yield batch(first, 1)
    for await (const records of source) yield batch(records, 0)
  } finally {
    await source.return()
  }
}

const lineOf = ({ spans }: RawRecords, n: number): number => spans[n * 3 + 2] ?? 0

/**
 * Their texts. What is ASCII as a whole needs no decoding, in any of these encodings, and is looked at once; records of
 * anything else are looked at one by one.
 */
function recordsIn(records: RawRecords, scheme: Scheme): (n: number) => RawRecord {
  const { bytes, spans } = records
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let isPlain: boolean | undefined
  return (n) => {
    const start = spans[n * 3] ?? 0
    const end = spans[n * 3 + 1] ?? 0
    const line = spans[n * 3 + 2] ?? 0
    isPlain ??= isAscii(bytes) && !bytes.includes(0)
    if (isPlain) return { text: buffer.toString('latin1', start, end), line }
    const record = bytes.subarray(start, end)
    if (scheme.good(record) === record.byteLength) return { text: scheme.text(record), line }
    const problem = 'it has bytes that are none of its encoding'
    throw feedError('DECODE_FAILED', { format: 'text', problem }, { place: placeText(line) })
  }
}
