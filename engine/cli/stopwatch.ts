import type { Clock } from '../time/clock.ts'

/** Time by stage, each without the stages that it waits for. Work under it must not run side by side. */
export interface Stopwatch {
  during<T>(stage: string, work: () => T): T
  pulling<T>(stage: string, items: AsyncIterable<T>): AsyncIterable<T>
  /** What is left over, since the last call or the begin, belongs to this stage. */
  rest(stage: string): void
  /** Milliseconds. */
  times(): Readonly<Record<string, number>>
}

/** A stopwatch that runs from now. */
export function stopwatch(clock: Pick<Clock, 'elapsed'>): Stopwatch {
  const spent = new Map<string, number>()
  const open: string[] = []
  let since = clock.elapsed()
  let idle = 0
  const book = (stage: string | undefined) => {
    const now = clock.elapsed()
    if (stage === undefined) idle += now - since
    else spent.set(stage, (spent.get(stage) ?? 0) + now - since)
    since = now
  }
  const enter = (stage: string) => {
    book(open.at(-1))
    open.push(stage)
  }
  const leave = () => book(open.pop())

  return {
    during(stage, work) {
      enter(stage)
      let waits = false
      try {
        const done = work()
        if (!(done instanceof Promise)) return done
        waits = true
        return done.finally(leave) as typeof done
      } finally {
        if (!waits) leave()
      }
    },
    async *pulling(stage, items) {
      const iterator = items[Symbol.asyncIterator]()
      try {
        for (;;) {
          enter(stage)
          // oxlint-disable-next-line no-await-in-loop -- it is a stream
          const item = await iterator.next().finally(leave)
          if (item.done === true) return
          yield item.value
        }
      } finally {
        await iterator.return?.()
      }
    },
    rest(stage) {
      book(open.at(-1))
      spent.set(stage, (spent.get(stage) ?? 0) + idle)
      idle = 0
    },
    times: () => Object.fromEntries(spent),
  }
}
