import type { Row } from '../model/row.ts'

const size = 500

/** Rows in batches; the signal is looked at before each. */
export function* rowBatches<Item>(
  items: readonly Item[],
  row: (item: Item) => Row,
  signal: AbortSignal,
): Iterable<readonly Row[]> {
  for (let from = 0; from < items.length; from += size) {
    signal.throwIfAborted()
    yield items.slice(from, from + size).map(row)
  }
}
