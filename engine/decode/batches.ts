import type { Row, Rows } from '../model/row.ts'

/** Rows in batches of exactly a thousand, but for the last: in which pieces the body came makes no difference. */
export async function* inBatches(pieces: AsyncIterable<Iterable<Row>>): Rows {
  let batch: Row[] = []
  for await (const rows of pieces)
    for (const row of rows) {
      batch.push(row)
      if (batch.length < 1000) continue
      yield batch
      batch = []
    }
  if (batch.length > 0) yield batch
}
