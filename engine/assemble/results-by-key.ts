import type { ResultKey } from '../model/ids.ts'
import type { Result } from '../model/result.ts'

/** Of so many results, one may be asked for before where each stands is found out. */
const fewOf = 64

/**
 * The results of a list by their keys, in its order, which is that of the keys. It looks at the list: whoever puts another
 * result of the same key there puts it here. Where each stands is found out once somebody asks for many, which mostly nobody
 * does.
 */
export class ResultsByKey implements ReadonlyMap<ResultKey, Result> {
  readonly #results: readonly Result[]
  #asked = 0
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
    if (this.#numbers === undefined) {
      this.#asked += 1
      if (this.#asked * fewOf < this.size) return this.#sought(key)
      this.#numbers = new Map(this.#results.map((one, at) => [one.key, at]))
    }
    return this.#numbers.get(key)
  }

  /** By halves: the first that does not stand before the key is it, or none is. */
  #sought(key: ResultKey): number | undefined {
    let [from, to] = [0, this.size]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#results[middle] as Result).key < key) from = middle + 1
      else to = middle
    }
    return this.#results[from]?.key === key ? from : undefined
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
    for (let at = 0; at < this.size; at++) {
      const one = this.#results[at] as Result
      each(one, one.key, this)
    }
  }
}
