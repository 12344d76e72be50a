import type { Delivery } from '../log/log.ts'

/** So many deliveries at most are handed over together: each is bounded by the log. */
const maxTogether = 16

/** Deliveries that came and are not worked on yet. */
export interface Waiting {
  readonly size: number
  add(delivery: Delivery): void
  /**
   * Those that can be handed over together now, in order: of one topic, and of partitions that nobody works on. They are
   * worked on until `done`. Empty: there are none.
   */
  take(): readonly Delivery[]
  done(deliveries: readonly Delivery[]): void
  /** Takes out those that have gone to another member. */
  lost(): readonly Delivery[]
}

const placeOf = ({ topic, partition }: Delivery): string => `${topic}/${partition}`

/**
 * A partition is worked on by one at a time, which keeps each key in order; several partitions side by side. What waits of
 * several is handed over together: what follows a change, the sums above all, is then computed once for many.
 */
export function newWaiting(): Waiting {
  let waiting: Delivery[] = []
  const busy = new Set<string>()
  return {
    get size() {
      return waiting.length
    },
    add: (delivery) => void waiting.push(delivery),
    take() {
      const free = waiting.filter((one) => !busy.has(placeOf(one)))
      const taken = free.filter(({ topic }) => topic === free[0]?.topic).slice(0, maxTogether)
      const set = new Set(taken)
      waiting = waiting.filter((one) => !set.has(one))
      for (const one of taken) busy.add(placeOf(one))
      return taken
    },
    done(deliveries) {
      for (const one of deliveries) busy.delete(placeOf(one))
    },
    lost() {
      const lost = waiting.filter((one) => one.lost?.aborted === true)
      if (lost.length > 0) waiting = waiting.filter((one) => one.lost?.aborted !== true)
      return lost
    },
  }
}
