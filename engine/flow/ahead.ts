/**
 * What `work` makes of each item, in their order. It works ahead of who takes them: on one item at first, on twice as
 * many after each, on `most` in the end. When nobody takes any more, the signal that the work was given aborts.
 */
export async function* ahead<Item, Made>(
  items: AsyncIterable<Item>,
  most: number,
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<Made>,
): AsyncIterable<Made> {
  const left = new AbortController()
  const either = AbortSignal.any([signal, left.signal])
  const iterator = items[Symbol.asyncIterator]()
  const started: Promise<Made>[] = []
  let wanted = 1
  let ended = false
  try {
    for (;;) {
      while (!ended && started.length < wanted) {
        // oxlint-disable-next-line no-await-in-loop -- items come one after the other
        const next = await iterator.next()
        ended = next.done === true
        if (next.done === true) break
        const made = work(next.value, either)
        // One that nobody comes to wait for must not end the process.
        made.catch(() => {})
        started.push(made)
      }
      const first = started.shift()
      if (first === undefined) return
      yield await first
      wanted = Math.min(most, wanted * 2)
    }
  } finally {
    left.abort()
    await iterator.return?.()
  }
}
