/** As many objects are remembered at most. */
const most = 1_000
/** Of so many characters is a text that is worth it at most. */
const longest = 1_000

type Key = string | undefined

interface Kept {
  readonly two: Key
  readonly three: Key
  readonly four: Key
  readonly made: object
}

/**
 * Objects that an expression made of a few texts, by these: rows that follow each other name the same contest in the same
 * unit, and selections come again and again. Nobody writes into such an object. Only of texts, and of what is not there,
 * is remembered what was made.
 */
export class Remembered {
  #one: unknown
  #two: unknown
  #three: unknown
  #four: unknown
  #made: object | undefined
  /** By the first text, the last one that was made of it. Undefined: they do not come again, but behind each other. */
  #all: Map<string, Kept> | undefined = new Map()
  /** So often one was found there since it was empty. */
  #found = 0

  find(one: unknown, two?: unknown, three?: unknown, four?: unknown): object | undefined {
    if (one === this.#one && two === this.#two && three === this.#three && four === this.#four)
      return this.#made
    const kept = typeof one === 'string' ? this.#all?.get(one) : undefined
    if (kept === undefined) return undefined
    if (two !== kept.two || three !== kept.three || four !== kept.four) return undefined
    this.#found += 1
    this.#last(one, two, three, four, kept.made)
    return kept.made
  }

  /** Gives it back. */
  keep(made: object, one: unknown, two?: unknown, three?: unknown, four?: unknown): object {
    if (!isKey(one) || !isKey(two) || !isKey(three) || !isKey(four)) return made
    this.#last(one, two, three, four, made)
    if (one === undefined || this.#all === undefined) return made
    if (this.#all.size >= most) this.#begin()
    this.#all?.set(one, { two, three, four, made })
    return made
  }

  #last(one: unknown, two: unknown, three: unknown, four: unknown, made: object): void {
    this.#one = one
    this.#two = two
    this.#three = three
    this.#four = four
    this.#made = made
  }

  /** It forgets them all rather than grow without end. */
  #begin(): void {
    if (this.#found < most) this.#all = undefined
    else this.#all?.clear()
    this.#found = 0
  }
}

const isKey = (value: unknown): value is Key =>
  value === undefined || (typeof value === 'string' && value.length <= longest)
