import { isUtf8 } from 'node:buffer'
import { isDeepStrictEqual } from 'node:util'
import type { Dialect } from '../../engine/decode/csv/quoted-record.ts'
import { lenientText } from '../../engine/decode/text.ts'
import { readByOracle } from './csv-oracle.ts'
import { readByUs } from './csv-reading.ts'

/** Reads files as delimited text and as csv-parse does; what comes out otherwise, by file and dialect. */
export async function disagreements(
  files: Iterable<readonly [name: string, body: Uint8Array]>,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const [name, body] of files) {
    const text = lenientText(body, isUtf8(body) ? 'utf-8' : 'windows-1252')
    for (const quoted of [true, false]) {
      const dialect: Dialect = { delimiter: delimiterOf(text), quoted }
      // oxlint-disable-next-line no-await-in-loop -- one file in memory at a time
      const ours = await readByUs(text, [65_536, 1_000, 7], dialect)
      if (!isDeepStrictEqual(ours, readByOracle(text, dialect)))
        found.push(`${name} ${JSON.stringify(dialect)}`)
    }
  }
  return found
}

/** The one that stands most often in the beginning. */
function delimiterOf(text: string): string {
  const count = (delimiter: string): number => text.slice(0, 2_000).split(delimiter).length
  return [',', '\t', ';', '|'].toSorted((one, other) => count(other) - count(one))[0] ?? ','
}
