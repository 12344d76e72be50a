import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'

/**
 * The results of a list by their keys, in its order. It looks at the list: whoever puts another result of the same key
 * there puts it here. Where each stands is found out once somebody asks for one, which mostly nobody does.
 */
export class ResultsByKey implements ReadonlyMap<ResultKey, Result> {
  readonly #results: readonly Result[]
  #numbers: ReadonlyMap<ResultKey, number> | undefined

  constructor(results: readonly Result[]) {
    this.#results = results
  }

  get size(): number {
    return this.#results.length
  }

  get(key: ResultKey): Result | undefined {
    const at = this.#numberOf(key)
    return at === undefined ? undefined : this.#results[at]
  }

  has(key: ResultKey): boolean {
    return this.#numberOf(key) !== undefined
  }

  #numberOf(key: ResultKey): number | undefined {
    this.#numbers ??= new Map(this.#results.map((one, at) => [one.key, at]))
    return this.#numbers.get(key)
  }

  keys(): MapIterator<ResultKey> {
    return this.values().map(({ key }) => key)
  }

  values(): MapIterator<Result> {
    return this.#results.values()
  }

  entries(): MapIterator<[ResultKey, Result]> {
    return this.values().map((one) => [one.key, one])
  }

  [Symbol.iterator](): MapIterator<[ResultKey, Result]> {
    return this.entries()
  }

  forEach(each: (result: Result, key: ResultKey, all: ReadonlyMap<ResultKey, Result>) => void): void {
    for (const one of this.#results) each(one, one.key, this)
  }
}
