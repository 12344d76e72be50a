import { type FeedError, feedError } from '../errors/feed-error.ts'
import type { CaptureFacts } from '../model/head.ts'
import type { Order } from '../model/hold.ts'
import type { Sha256 } from '../model/ids.ts'
import type { TextEnd } from '../model/row.ts'
import type { Count } from './read-apart.ts'

/**
 * Texts whose last line has no line end. A file that was cut off inside of its last figure has a smaller one there, and
 * nothing else shows it; but some offices never write the last line end. So it is doubted, unless texts of the last good
 * capture ended so as well, or a person has released it. Where a spec says how a file ends, that counts instead of this.
 */
export interface OpenEnds {
  /** Did texts of this name end so in the last good capture? */
  isUsual(name: string): boolean
  /** A person has said that this capture is whole. */
  readonly isReleased: boolean
}

/** What is known of ends before a capture is read. */
export function openEndsBefore(
  capture: Sha256,
  facts: CaptureFacts | null,
  orders: readonly Order[],
): OpenEnds {
  const before = new Set(facts?.openEnds)
  return {
    isUsual: (name) => before.has(name) || before.has(partIn(name)),
    isReleased: orders.some(
      (one) => one.order === 'release' && one.capture === capture && one.code === 'CHECK_OPEN_END',
    ),
  }
}

/** A text, by what it is known again in the next capture: its part, and its item where items are read apart. */
export interface EndedText {
  readonly part: string
  readonly item: string | undefined
  readonly origin: string
}

/** The ends that one capture has. */
export interface EndsSeen {
  /** A text has no line end at its end. Undefined: there it is usual. What a doubt is about one of several items fails that item. */
  see(text: EndedText, end: NonNullable<TextEnd['open']>, count: Count): void
  /** The same of a text whose end is not known any better. False: that is a doubt. */
  seeUsual(text: EndedText, count: Count): boolean
  readonly found: FoundEnds
}

export interface FoundEnds {
  /** For the next capture, in their order. */
  readonly names: readonly string[]
  readonly doubted: readonly FeedError[]
}

/** Without `ends` nothing is doubted. */
export function endsSeen(ends: OpenEnds | undefined): EndsSeen {
  const names = new Set<string>()
  const doubted = new Map<string, FeedError>()
  const isUsual = (name: string): boolean => ends?.isUsual(name) ?? true
  return {
    see({ part, item, origin }, { place, text }, count) {
      const name = nameOf(part, item)
      const error = feedError('CHECK_OPEN_END', { text }, { place: `${origin}#${place}` })
      if (!isUsual(name) && item !== undefined && ends?.isReleased !== true) throw error
      count(() => {
        names.add(name)
        if (!isUsual(name)) doubted.set(error.place ?? '', error)
      })
    },
    seeUsual({ part, item }, count) {
      const name = nameOf(part, item)
      count(() => void names.add(name))
      return isUsual(name)
    },
    get found() {
      return { names: bounded(names), doubted: [...doubted.values()] }
    },
  }
}

const nameOf = (part: string, item: string | undefined): string =>
  item === undefined ? part : `${part}/${item}`

/** The name of a part holds no slash. */
const partIn = (name: string): string => name.split('/', 1)[0] ?? name

/** Of more items than these their parts are named: the head stays small. */
const mostNamed = 100

const bounded = (names: ReadonlySet<string>): readonly string[] =>
  [...new Set(names.size <= mostNamed ? names : names.values().map(partIn))].toSorted()
