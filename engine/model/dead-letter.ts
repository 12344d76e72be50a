import type { Act } from './alert.ts'

/** A dead letter as the register keeps it in `dead-letters` under its id: the same while the same message fails in the same group. */
export interface DeadEntry {
  /** `d-` and twelve hex digits. */
  readonly id: string
  readonly group: string
  readonly processor: string
  readonly code: string
  readonly message: string
  /** Of a defect: where in the engine. */
  readonly stack?: string
  /** How often it was offered alone. */
  readonly attempts: number
  readonly at: string
  /** Where it was found. */
  readonly from: { readonly topic: string; readonly partition: number; readonly offset: number }
  readonly key: string
  readonly messageId: string
  readonly headers: Readonly<Record<string, string>>
  /** The message itself. Null: it is too large to be kept here, and lies where it was found. */
  readonly value: string | null
  /** It was published again, by whom and why. One that fails once more stands here anew, without this. */
  readonly replayed?: Act
}
