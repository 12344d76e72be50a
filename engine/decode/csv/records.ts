import { cutterOf, type TakeRecord } from './cutter.ts'
import type { Dialect } from './quoted-record.ts'

/** One record of delimited text: its fields as they stand, and the line on which it begins. */
export interface CsvRecord {
  readonly fields: readonly string[]
  readonly line: number
}

/** Cuts text into records of any number of fields, as `cutterOf` does; those of each piece come together. */
export async function* recordsOf(
  text: AsyncIterable<string>,
  dialect: Dialect,
  firstLine: number,
): AsyncIterable<readonly CsvRecord[]> {
  let records: CsvRecord[] = []
  const take: TakeRecord = (fields, count, line) => records.push({ fields: fields.slice(0, count), line })
  for await (const failed of cutting(text, dialect, firstLine, take)) {
    const ready = records
    records = []
    if (ready.length > 0) yield ready
    if (failed) throw failed.thrown
  }
}

/** After each piece of the text: what went wrong, once what came before it was taken, so that the first trouble counts. */
export async function* cutting(
  text: AsyncIterable<string>,
  dialect: Dialect,
  firstLine: number,
  take: TakeRecord,
): AsyncIterable<{ readonly thrown: unknown } | undefined> {
  const cutter = cutterOf(dialect, firstLine, take)
  try {
    for await (const piece of text) yield attempt(() => cutter.feed(piece))
  } catch (thrown) {
    yield attempt(() => cutter.look())
    throw thrown
  }
  yield attempt(() => cutter.end())
}

function attempt(step: () => void): { readonly thrown: unknown } | undefined {
  try {
    step()
    return undefined
  } catch (thrown) {
    return { thrown }
  }
}
