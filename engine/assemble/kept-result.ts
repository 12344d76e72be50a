import type { Result } from '../model/result.ts'
import type { NamedContest, NamedUnit } from './ids.ts'
import type { KeptRow } from './kept-row.ts'
import type { NameGroup } from './name-groups.ts'
import type { Unnamed } from './unnamed.ts'

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
  /** What becomes of it in this capture. */
  state: 'same' | 'moved' | 'touched'
}
