import type { RawBatch, RawRows } from '../decode/raw-rows.ts'
import type { Given } from '../map/given.ts'
import type { Mapped, Mapping } from '../map/mapping.ts'
import type { CountLine, CountLineValue } from '../model/count-line.ts'
import type { Row } from '../model/row.ts'
import { rowTable } from './row-table.ts'
import type { SharedNames } from './shared-names.ts'

/** The lines of one row; mostly it is one. */
type Said = CountLineValue | readonly CountLineValue[]

/** What rows came to, by their hashes. */
export interface KnownRows {
  readonly size: number
  find(low: number, high: number): Said | undefined
  add(low: number, high: number, said: Said): void
}

export function knownRows(): KnownRows {
  const table = rowTable()
  const all: Said[] = []
  return {
    get size() {
      return all.length
    },
    find(low, high) {
      const at = table.find(low, high)
      return at === undefined ? undefined : all[at]
    },
    add(low, high, said) {
      if (table.find(low, high) !== undefined) return
      table.add(low, high, all.length)
      all.push(said)
    },
  }
}

/**
 * The lines of raw rows, batch by batch, as the mapping gives them for the rows; only those that are not known are decoded
 * and mapped. `next` learns the rows of this body. A row that was rejected is never known: what is said of it names its
 * place.
 */
export async function* linesOfRaw(
  raw: RawRows,
  mapping: Mapping,
  given: Given,
  {
    known,
    next,
    share,
  }: { readonly known: KnownRows | undefined; readonly next: KnownRows; readonly share: SharedNames },
  signal: AbortSignal,
): AsyncIterable<Mapped & { readonly rows: number; readonly fresh: number }> {
  for await (const batch of raw.batches) {
    signal.throwIfAborted()
    const fresh: Row[] = []
    const said = look(batch, known, fresh)
    const mapped = fresh.length === 0 ? nothing : await mapping.map(fresh, signal, given)
    const lines = inOrder(batch, said, fresh, mapped, next, share)
    yield { rows: batch.count, fresh: fresh.length, lines, rejected: mapped.rejected }
  }
}

const nothing: Mapped = { lines: [], rejected: [] }

/** What is known of each row; the others are decoded. */
function look(batch: RawBatch, known: KnownRows | undefined, fresh: Row[]): readonly (Said | undefined)[] {
  const { count, hashes } = batch
  const said: (Said | undefined)[] = []
  for (let n = 0; n < count; n++) {
    const one = known?.find(hashes[2 * n] as number, hashes[2 * n + 1] as number)
    said.push(one)
    if (one === undefined) fresh.push(batch.row(n))
  }
  return said
}

/** All lines of a batch, row by row. Lines of a row have its place, and no other row has. */
function inOrder(
  batch: RawBatch,
  said: readonly (Said | undefined)[],
  fresh: readonly Row[],
  mapped: Mapped,
  next: KnownRows,
  share: SharedNames,
): readonly CountLine[] {
  const { count, hashes } = batch
  const rejected = new Set(mapped.rejected.map((one) => one.place))
  const lines: CountLine[] = []
  let row = 0
  let line = 0
  for (let n = 0; n < count; n++) {
    let own = said[n]
    const here = own === undefined ? (fresh[row++] as Row).place : batch.place(n)
    if (own === undefined) {
      const made: CountLineValue[] = []
      for (; mapped.lines[line]?.place === here; line++)
        made.push(share((mapped.lines[line] as CountLine).value))
      own = made.length === 1 ? (made[0] as CountLineValue) : made
      if (rejected.has(here)) continue
    }
    next.add(hashes[2 * n] as number, hashes[2 * n + 1] as number, own)
    if (isList(own)) for (const value of own) lines.push({ value, place: here })
    else lines.push({ value: own, place: here })
  }
  return lines
}

const isList = (said: Said): said is readonly CountLineValue[] => Array.isArray(said)
