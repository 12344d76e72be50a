import type { Json } from '../model/json.ts'
import type { Rejection } from '../model/row.ts'
import { type Fault, failureOf } from './failure.ts'
import type { Given } from './given.ts'
import { type Mark, placesOf } from './places.ts'

/** What an expression makes of a row: promised by the interpreter, there at once by compiled code. The row stays as it is. */
export type Evaluate = (value: Json) => unknown

/** An expression at work: all that is needed of it once rows come. */
export interface Evaluation {
  /** Evaluates it for the rows of one payload. */
  over(given: Given): Evaluate
  /** What a fault of it makes of a row. A runaway (MAP_RUNAWAY) is thrown: what it did to one row it would do to all. */
  rejection(thrown: unknown, place: string): Rejection
}

/** An expression as it was written, as data: a plan can be made of it again without its spec. */
export interface Written {
  readonly text: string
  /** Names that it surely reads at the top of a row. */
  readonly reads: readonly string[]
  /** Where what can fail stands in the spec. */
  readonly marks: readonly Mark[]
}

/** Rejections that say where in the spec the fault happened. */
export function rejectionBy(marks: readonly Mark[]): Evaluation['rejection'] {
  const places = placesOf(marks)
  return (thrown, place) => {
    const { code, message } = failureOf(thrown, place)
    const where = places(thrown as Fault)
    return { place, code, message: where === undefined ? message : `${message.slice(0, -1)} (${where}).` }
  }
}
