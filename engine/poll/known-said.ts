import type { KeptRow } from '../assemble/kept-row.ts'
import { rowTable } from './row-table.ts'

/** What rows of a hash say: those of a body, and of bodies before it. */
export interface KnownSaid {
  find(low: number, high: number): KeptRow | undefined
  learn(low: number, high: number, row: KeptRow): void
  readonly size: number
  /** From now on the body that it was made of is not looked at. */
  settle(): void
}

/** Learns the rows of a body once somebody asks: whoever never reads the body again spares it. */
export function knownSaid(rows: readonly (KeptRow | undefined)[], hashes: Uint32Array): KnownSaid {
  const table = rowTable()
  const all: KeptRow[] = []
  let waiting: { readonly rows: typeof rows; readonly hashes: Uint32Array } | undefined = { rows, hashes }

  function put(low: number, high: number, row: KeptRow): void {
    const at = table.find(low, high)
    if (at !== undefined) all[at] = row
    else {
      table.add(low, high, all.length)
      all.push(row)
    }
  }
  function learnAll(): void {
    if (waiting === undefined) return
    for (const [at, row] of waiting.rows.entries())
      if (row !== undefined) put(waiting.hashes[2 * at] as number, waiting.hashes[2 * at + 1] as number, row)
    waiting = undefined
  }
  return {
    find(low, high) {
      learnAll()
      const at = table.find(low, high)
      return at === undefined ? undefined : all[at]
    },
    learn(low, high, row) {
      learnAll()
      put(low, high, row)
    },
    get size() {
      return all.length
    },
    settle: learnAll,
  }
}
