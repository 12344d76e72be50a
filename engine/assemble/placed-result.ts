import type { Digest, ResultKey } from '../model/ids.ts'
import type { Locator, Result, ResultRecord } from '../model/result.ts'
import type { KeptRow } from './kept-row.ts'

/** Where a row stands in one capture. */
export interface RowPlace {
  readonly row: KeptRow
  readonly origin: string
  readonly place: string
}

/**
 * A result whose figures stand in other places than before and are the same: where, is found out once somebody asks,
 * and is what it was in its own capture.
 */
export class PlacedResult implements Result {
  readonly key: ResultKey
  readonly digest: Digest
  readonly record: ResultRecord
  readonly #rows: readonly KeptRow[]
  readonly #lines: readonly number[]
  readonly #bodies: readonly KeptRow['body'][]
  readonly #locate: (places: readonly RowPlace[]) => readonly Locator[]
  #locators: readonly Locator[] | undefined

  constructor(
    { key, digest, record }: Omit<Result, 'locators'>,
    rows: readonly KeptRow[],
    locate: (places: readonly RowPlace[]) => readonly Locator[],
  ) {
    this.key = key
    this.digest = digest
    this.record = record
    this.#rows = rows
    this.#lines = rows.map(({ line }) => line)
    this.#bodies = bodiesOf(rows)
    this.#locate = locate
  }

  get locators(): readonly Locator[] {
    this.#locators ??= this.#locate(
      this.#rows.map((row, at) => {
        const { origin, placeOf } = (this.#bodies[at] ?? this.#bodies[0]) as KeptRow['body']
        return { row, origin, place: placeOf(this.#lines[at] as number) }
      }),
    )
    return this.#locators
  }

  toJSON(): Result {
    const { key, digest, record, locators } = this
    return { key, digest, record, locators }
  }
}

/** One for all, where it is one. */
function bodiesOf(rows: readonly KeptRow[]): readonly KeptRow['body'][] {
  const bodies = rows.map(({ body }) => body)
  return bodies.every((one) => one === bodies[0]) ? bodies.slice(0, 1) : bodies
}
