/** Deliveries that were fetched, for a reader that takes them when it likes. */
interface Queue<One> {
  put(one: One): void
  take(): One | undefined
  clear(): void
  readonly hasRoom: boolean
  /** Settles with the next change of anything: put, taken, cleared, rung for. */
  changed(): Promise<void>
  ring(): void
}

/** An empty one, with room for so many. */
export function newQueue<One>(room: number): Queue<One> {
  let waiting: One[] = []
  let change = Promise.withResolvers<void>()
  const ring = (): void => {
    change.resolve()
    change = Promise.withResolvers()
  }
  return {
    put(one) {
      waiting.push(one)
      ring()
    },
    take() {
      const one = waiting.shift()
      if (one !== undefined) ring()
      return one
    },
    clear() {
      waiting = []
      ring()
    },
    get hasRoom() {
      return waiting.length < room
    },
    changed: () => change.promise,
    ring,
  }
}
