import type { Digest, ResultKey } from '../model/ids.ts'
import type { Locator, Result, ResultRecord } from '../model/result.ts'
import type { KeptRow } from './kept-row.ts'

/** Where a row stands in one capture. */
export interface RowPlace {
  readonly row: KeptRow
  readonly origin: string
  readonly place: string
}

/** Finds the locators of a result by the places of its rows. */
export type Locate = (key: ResultKey, places: readonly RowPlace[]) => readonly Locator[]

/**
 * A result that knows its rows and where they stand in its own capture, whatever becomes of them in others. Where its figures
 * stand is found out whenever somebody asks, which is of few: kept for all it would take as much room as they do.
 */
export class PlacedResult implements Result {
  readonly key: ResultKey
  readonly digest: Digest
  readonly record: ResultRecord
  readonly #rows: readonly KeptRow[]
  /** The first alone, where each is on the line behind the one before. */
  readonly #lines: number | readonly number[]
  /** One for all, where it is one. */
  readonly #body: KeptRow['body'] | readonly KeptRow['body'][]
  readonly #locate: Locate

  constructor(
    key: ResultKey,
    digest: Digest,
    record: ResultRecord,
    rows: readonly KeptRow[],
    locate: Locate,
  ) {
    this.key = key
    this.digest = digest
    this.record = record
    this.#rows = rows
    this.#lines = linesOf(rows)
    this.#body = bodyOf(rows)
    this.#locate = locate
  }

  get locators(): readonly Locator[] {
    const lines = this.#lines
    const places = this.#rows.map((row, at) => {
      const { origin, placeOf } = 'origin' in this.#body ? this.#body : (this.#body[at] as KeptRow['body'])
      return { row, origin, place: placeOf(typeof lines === 'number' ? lines + at : (lines[at] as number)) }
    })
    return this.#locate(this.key, places)
  }

  toJSON(): Result {
    const { key, digest, record, locators } = this
    return { key, digest, record, locators }
  }
}

function linesOf(rows: readonly KeptRow[]): number | readonly number[] {
  const first = rows[0]?.line ?? 0
  if (rows.every(({ line }, at) => line === first + at)) return first
  return rows.map(({ line }) => line)
}

function bodyOf(rows: readonly KeptRow[]): KeptRow['body'] | readonly KeptRow['body'][] {
  const [first] = rows
  if (first !== undefined && rows.every(({ body }) => body === first.body)) return first.body
  return rows.map(({ body }) => body)
}
