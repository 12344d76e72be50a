import type { Row } from '../model/row.ts'

const size = 500

/** Rows in batches; the signal is looked at before each. */
export function* rowBatches<Item>(
  items: Iterable<Item>,
  row: (item: Item) => Row,
  signal: AbortSignal,
): Iterable<readonly Row[]> {
  let batch: Row[] = []
  for (const item of items) {
    if (batch.length === 0) signal.throwIfAborted()
    batch.push(row(item))
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
