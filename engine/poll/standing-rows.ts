import type { KeptRow } from '../assemble/kept-row.ts'

/** Undefined: the row was rejected, or is not known yet. */
type Rows = (KeptRow | undefined)[]

/** The rows of a body while it is read: most of them mostly stand where they stood in the body before. */
export interface StandingRows {
  /** The next ones are so many of the body before from a number on. */
  stand(index: number, from: number, count: number): void
  /** The next one is another than stood there; or what it says has become known. */
  put(index: number, row: KeptRow | undefined): void
  /** All of them, so many. Only now those of the body before are written over, if none of them stands elsewhere. */
  end(count: number): Rows
}

/** `spare` is written over as soon as a row stands elsewhere than in the body before. */
export function standingRows(before: Rows | undefined, spare: Rows | undefined): StandingRows {
  /** Undefined: all stand where they stood but for the others. */
  let rows: Rows | undefined = before === undefined ? [] : undefined
  const others: { readonly index: number; readonly row: KeptRow | undefined }[] = []

  function withOthers(all: Rows): Rows {
    others.forEach(({ index, row }) => {
      all[index] = row
    })
    return all
  }
  function copied(count: number): Rows {
    if (before === undefined || spare === undefined) return before?.slice(0, count) ?? []
    for (let index = 0; index < count; index++) spare[index] = before[index]
    return spare
  }
  return {
    stand(index, from, count) {
      if (rows === undefined && from === index) return
      rows ??= withOthers(copied(index))
      for (let n = 0; n < count; n++) rows[index + n] = before?.[from + n]
    },
    put(index, row) {
      if (rows === undefined) others.push({ index, row })
      else rows[index] = row
    },
    end(count) {
      rows ??= withOthers(before ?? [])
      rows.length = count
      return rows
    },
  }
}
