import { setImmediate } from 'node:timers/promises'
import type { Delivery } from '../log/log.ts'

/** So many deliveries at most are handed over together: each is bounded by the log. */
const maxDeliveries = 16

/**
 * Waits for a delivery and adds those that are there already, in order. What follows a change, the sums above all, is
 * then computed once for many: a first load of thousands of results would else add the same state up hundreds of times.
 */
export async function* gather(deliveries: AsyncIterable<Delivery>): AsyncIterable<readonly Delivery[]> {
  const source = deliveries[Symbol.asyncIterator]()
  const ask = (): Promise<IteratorResult<Delivery>> => {
    const asked = source.next()
    // It may fail while nobody waits for it; who waits for it later learns of it all the same.
    asked.catch(() => undefined)
    return asked
  }
  let next = ask()
  try {
    for (;;) {
      const first = await next
      if (first.done === true) return
      const some = [first.value]
      next = ask()
      while (some.length < maxDeliveries) {
        const ready = await Promise.race([next, setImmediate(undefined)])
        if (ready === undefined || ready.done === true) break
        some.push(ready.value)
        next = ask()
      }
      yield some
    }
  } finally {
    // Not awaited: the reader may be waiting for a message that never comes, until it is disposed.
    source.return?.().catch(() => undefined)
  }
}
