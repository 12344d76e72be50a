import type { Dialect } from '../../engine/decode/csv/quoted-record.ts'
import { type CsvRecord, recordsOf } from '../../engine/decode/csv/records.ts'
import { FeedError } from '../../engine/errors/feed-error.ts'
import type { OracleReading } from './csv-oracle.ts'

/** What the decoder makes of a text that comes in pieces of about these sizes, in turn, said as its oracle says it. */
export async function readByUs(
  text: string,
  sizes: readonly number[],
  dialect: Dialect,
): Promise<OracleReading> {
  const records: CsvRecord[] = []
  try {
    for await (const batch of recordsOf(pieces(text, sizes), dialect, 1)) records.push(...batch)
    return { records }
  } catch (thrown) {
    if (!(thrown instanceof FeedError) || thrown.code !== 'DECODE_QUOTE') throw thrown
    const problem = /: (.*?)\.?$/.exec(thrown.message)?.[1] ?? thrown.message
    return { records, problem, line: Number(thrown.place?.slice(1)) }
  }
}

/** As `textOf` cuts a text: no character and no CRLF is split. */
async function* pieces(text: string, sizes: readonly number[]): AsyncIterable<string> {
  let at = 0
  for (let turn = 0; at < text.length; turn++) {
    let end = at + (sizes[turn % sizes.length] ?? text.length)
    while (/^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/.test(text.slice(end - 1, end + 1))) end++
    yield text.slice(at, end)
    at = end
  }
}
