import type { Digest, ResultKey } from '../model/ids.ts'
import type { Locator, Result, ResultRecord } from '../model/result.ts'
import type { KeptRow } from './kept-row.ts'

/** The rows of a result, and where they stand in one capture. */
export interface Placed {
  readonly rows: readonly KeptRow[]
  /** One for all, where it is one. */
  readonly origin: string | readonly string[]
  readonly places: readonly string[]
}

/** Where rows stand in the newest capture. */
export const placedNow = (rows: readonly KeptRow[]): Placed => ({
  rows,
  origin: rows.map(({ body }) => body.origin),
  places: rows.map(({ body, line }) => body.placeOf(line)),
})

/** Finds the locators of a result by the places of its rows. */
export type Locate = (result: Pick<Result, 'key' | 'record'>, placed: Placed) => readonly Locator[]

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

  /** `like`: one whose rows stand where these do. */
  constructor(
    key: ResultKey,
    digest: Digest,
    record: ResultRecord,
    rows: readonly KeptRow[],
    locate: Locate,
    like?: PlacedResult,
  ) {
    this.key = key
    this.digest = digest
    this.record = record
    this.#rows = rows
    this.#lines = like === undefined ? linesOf(rows) : like.#lines
    this.#body = like === undefined ? bodyOf(rows) : like.#body
    this.#locate = locate
  }

  get locators(): readonly Locator[] {
    const [rows, body, lines] = [this.#rows, this.#body, this.#lines]
    // A list that grows has room for many more.
    const places = rows.map((_, at) => {
      const { placeOf } = 'origin' in body ? body : (body[at] as KeptRow['body'])
      return placeOf(typeof lines === 'number' ? lines + at : (lines[at] as number))
    })
    const origin = 'origin' in body ? body.origin : body.map((one) => one.origin)
    return this.#locate(this, { rows, origin, places })
  }

  /** Was it made of this row, at this place among its rows? */
  isOf(row: KeptRow, at: number): boolean {
    return this.#rows[at] === row
  }

  toJSON(): Result {
    const { key, digest, record, locators } = this
    return { key, digest, record, locators }
  }
}

function linesOf(rows: readonly KeptRow[]): number | readonly number[] {
  const first = rows[0]?.line ?? 0
  for (let at = 1; at < rows.length; at++)
    if (rows[at]?.line !== first + at) return rows.map(({ line }) => line)
  return first
}

function bodyOf(rows: readonly KeptRow[]): KeptRow['body'] | readonly KeptRow['body'][] {
  const body = rows[0]?.body
  if (body === undefined) return []
  for (const row of rows) if (row.body !== body) return rows.map((one) => one.body)
  return body
}
