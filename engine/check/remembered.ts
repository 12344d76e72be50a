import type { ResultKey } from '../model/ids.ts'
import type { Figures, Result } from '../model/result.ts'

/** A result whose record is another one in this capture, or that came or went. */
export interface ResultChanged {
  readonly was: Result | undefined
  readonly is: Result | undefined
  /** Both say the same, but for votes: of the same selections, in the same order. */
  readonly countedOn?: boolean
}

/** A key, and what stands under it. */
export type StoodElse = readonly [ResultKey, Figures | undefined]

/**
 * What somebody remembers of the capture that was examined before by the same checks. A check that notes what it found out
 * of all results need not look at them again: it looks at those that changed. The doubts are the same, and whoever has no
 * note looks at all.
 */
export interface Remembered {
  /** All results that are not the very same as in the capture before. Undefined: nobody knows. */
  readonly changed: readonly ResultChanged[] | undefined
  /** What stands under all keys under which not the very same figures stood before the other capture. Undefined: nobody knows. */
  readonly stood: readonly StoodElse[] | undefined
  /** What `of` noted of the capture before, once, if it did: who changes it in place notes it again. */
  take(of: object): unknown
  keep(of: object, note: unknown): void
}
