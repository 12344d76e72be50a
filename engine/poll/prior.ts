import type { CaptureFacts } from '../model/head.ts'
import type { HeldResult, Hold, Order } from '../model/hold.ts'
import type { ResultKey } from '../model/ids.ts'
import type { Figures } from '../model/result.ts'

/** What is known before a capture is judged. */
export interface Prior {
  /** What stands, tombstones included: changed in place by the state store alone (`state/set-in-place.ts`). */
  readonly state: ReadonlyMap<ResultKey, Figures>
  readonly facts: CaptureFacts | null
  readonly holds: readonly Hold[]
  readonly held: readonly HeldResult[]
  readonly orders: readonly Order[]
  /** After a restore: say every result again. */
  readonly restate?: boolean
}
