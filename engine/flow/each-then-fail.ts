/** Does every item, also where one fails; then it fails with the first error. An aborted signal ends it at once. */
export async function eachThenFail<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  work: (item: Item) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const failures: unknown[] = []
  for await (const item of items)
    try {
      await work(item)
    } catch (error) {
      signal.throwIfAborted()
      failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
}
