import type { CountLineValue } from '../model/count-line.ts'
import type { Result } from '../model/result.ts'
import type { NamedContest, NamedUnit } from './ids.ts'
import type { NameGroup } from './name-groups.ts'
import type { Unnamed } from './unnamed.ts'

/** The body that rows stand in: its place among the bodies of the capture, and what they are called by. */
export interface KeptBody {
  readonly origin: string
  readonly order: number
  /** The place of what begins on a line: `L12`. */
  readonly placeOf: (line: number) => string
}

/** A row of the captures that have it, and what it says. Where it stands is that of the newest of them. */
export interface KeptRow {
  readonly said: Said
  body: KeptBody
  /** Its number in the body. */
  index: number
  /** The line on which it begins. */
  line: number
  /** The results that it is a part of. */
  results: KeptResult | readonly KeptResult[] | undefined
}

/** One contest in one unit from capture to capture. */
export interface KeptResult {
  readonly contest: NameGroup<NamedContest>
  readonly unit: NameGroup<NamedUnit>
  /** In the order of the capture; never changed in place. */
  rows: readonly KeptRow[]
  /** Undefined until it is made. */
  result: Result | undefined
  unnamed: readonly Unnamed[]
  /** Its number among all results. */
  at: number
  /** Was it made of votes alone? */
  isOfVotes: boolean
  /** What becomes of it in this capture: `counted` has the names of before, and other votes. */
  state: 'same' | 'moved' | 'counted' | 'touched'
}

/** The lines of one row; mostly it is one. */
export type Said = CountLineValue | readonly CountLineValue[]

export const isList = (said: Said): said is readonly CountLineValue[] => Array.isArray(said)

/** In the order of the capture. */
export const byPosition = (one: KeptRow, other: KeptRow): number =>
  one.body === other.body
    ? one.index - other.index
    : one.body.order - other.body.order || one.index - other.index
